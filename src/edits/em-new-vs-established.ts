/** Edit em-new-vs-established: new-patient visits for new patients only (CMS Pub. 100-04 ch. 12 §30.6.7.A). */
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { ESTABLISHED_PATIENT, NEW_PATIENT } from './visit-codes.ts';

type Claimed = 'new' | 'established';

export const emNewVsEstablished: Edit = {
  meta: {
    id: 'em-new-vs-established',
    title:
      'A new-patient visit is billed for a new patient, an established-patient visit for an established one',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12',
      section: '30.6.7.A',
    },
    about:
      'A patient is new who had no professional service from the same physician, or one of the same specialty in the ' +
      'same group, within three years. Cannot tell when the history is not known, or when the claim came without its chart.',
    messages: {
      'is-established':
        '{code} is for a new patient and the record shows a visit within three years; use the established-patient code{instead}.',
      'is-new':
        '{code} is for an established patient and the record shows none within three years; use the new-patient code{instead}.',
      'unknown-history':
        '{code} is for {claimed} patients and the record does not say whether the patient was seen within three years; ask before it is sent.',
      'no-chart':
        '{code} is for {claimed} patients; whether this one is cannot be seen from the claim alone.',
    },
  },
  check(subject) {
    const visits = subject.lines.flatMap((line) => {
      const claimed = claimedBy(line.code);
      return claimed ? [{ line, claimed }] : [];
    });
    if (visits.length === 0) return NOT_APPLICABLE;
    return verdictOf(visits.flatMap(({ line, claimed }) => examine(line, claimed, subject) ?? []));
  },
};

function claimedBy(code: string | undefined): Claimed | undefined {
  if (code === undefined) return undefined;
  if (NEW_PATIENT.has(code)) return 'new';
  return ESTABLISHED_PATIENT.has(code) ? 'established' : undefined;
}

function examine(line: EditLine, claimed: Claimed, { facts }: EditSubject): Hit | undefined {
  const code = line.code ?? '';
  const params = { code, claimed };
  if (!facts)
    return cannotTell('no-chart', line.expression, { codes: [code], params, severity: 'information' });
  const status = facts.visit.patientStatus.value;
  if (status === claimed) return undefined;
  if (status === 'unknown') return cannotTell('unknown-history', line.expression, { codes: [code], params });
  const other = claimed === 'new' ? NEW_PATIENT.get(code) : ESTABLISHED_PATIENT.get(code);
  // By medical decision making the levels correspond; by time they need not, so it is named and not prescribed.
  const instead = other ? ` (${other} at the same level of medical decision making)` : '';
  return fail(status === 'new' ? 'is-new' : 'is-established', line.expression, {
    codes: other ? [code, other] : [code],
    params: { code, instead },
  });
}
