/** Edit telehealth-pos-modifier: mode, modifier and place of service agree (CMS Pub. 100-04 ch. 12 §190; POS 02, 10). */

import { NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject } from './model.ts';
import { payerOf } from './payer.ts';
import { isProfessional } from './professional.ts';
import { LINE_CHECKS, type RemoteLine, remoteLine } from './telehealth-line.ts';

export const telehealthPosModifier: Edit = {
  meta: {
    id: 'telehealth-pos-modifier',
    title: 'Telehealth is billed with the modifier and the place of service of its mode',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    // Before 2024 Medicare asked for the place where the visit would have been held, with modifier 95.
    effective: { from: '2024-01-01' },
    authority: { source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12', section: '190' },
    about:
      'Looks at professional lines with place of service 02 or 10, a telehealth modifier (95, GT, 93, FQ, GQ, G0), a ' +
      'telemedicine code (98000–98015), and at the visit lines of an encounter that the chart says was held remotely. ' +
      'Virtual check-ins such as 98016 need neither. Medicare asks for no modifier on video and takes no 98000–98015. ' +
      'Without its chart a claim is checked for agreement with itself.',
    messages: {
      'medicare-code':
        'Medicare does not take {code}; bill the office visit code of the same level with place of service 02 or 10 and, for audio only, modifier 93.',
      'needless-modifier': '{code} is telemedicine by its own definition; remove modifier {modifier}.',
      'no-pos':
        '{code} is billed as telehealth without a place of service; state 10 (patient at home) or 02 (elsewhere).',
      pos: '{code} is billed as telehealth at place of service {pos}; use 10 (patient at home) or 02 (elsewhere).',
      'no-modifier':
        '{code} at place of service {pos} has no telehealth modifier; add 95 for audio and video or 93 for audio only.',
      'two-modes':
        '{code} has both {video} (audio and video) and {audio} (audio only); keep the one that was used.',
      'audio-as-video':
        '{code} is billed as audio and video and the visit was audio only; bill it with modifier 93, or an audio-only code.',
      'video-as-audio':
        '{code} is billed as audio only and the visit had video; bill it with modifier 95, or an audio-video code.',
      'in-person':
        '{code} is billed as telehealth and the visit was held in person; bill the place where it was held.',
      'patient-at': '{code} has place of service {pos} and the record puts the patient {where}; use {right}.',
      unmarked:
        '{code} was held remotely and is billed as if it was not; use place of service 10 or 02 and modifier 95 (video) or 93 (audio only).',
    },
  },
  check(subject) {
    if (!isProfessional(subject)) return NOT_APPLICABLE;
    const seen = seenOf(subject);
    const lines = subject.lines.flatMap((line) => remoteLine(line, seen) ?? []);
    if (lines.length === 0) return NOT_APPLICABLE;
    return verdictOf(lines.flatMap((l) => LINE_CHECKS.flatMap((check) => check(l) ?? [])));
  },
};

/** What the chart says that the checks of every line need. */
function seenOf(subject: EditSubject): RemoteLine['seen'] {
  const visit = subject.facts?.visit;
  const modality = visit?.modality.value;
  // A setting that nobody stated makes "in person" an assumption, not a fact to hold against a line.
  const stated = visit !== undefined && visit.setting.value !== 'unknown';
  return {
    made: subject.stage !== 'codes',
    payer: payerOf(subject)?.kind,
    modality: modality === 'in-person' && !stated ? 'unknown' : modality,
    remote: visit?.setting.value === 'telehealth' || modality === 'video' || modality === 'audio',
    patientAt: visit?.patientAt,
  };
}
