/** ECG by who traced and who read, spirometry, inhaled treatment; oximetry is part of the visit (CPT, medicine; NCCI ch. 11). */
import {
  type ModuleOutput,
  plainly,
  type Service,
  speaksOf,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import {
  ask,
  billerOf,
  CPT,
  type Examination,
  isNamed,
  lineFor,
  oneOf,
  type Room,
  readingOf,
} from './examination.ts';
import { notOurs, split } from './split.ts';
import type { Named } from './tables.ts';

const ECG = CPT('Medicine, cardiography');
const LUNGS = CPT('Medicine, pulmonary');
const NCCI = { source: 'NCCI Policy Manual', section: 'ch. 11 §J' };

/** Tracings at different times of the day are different ones. */
export function ecgLines(all: readonly Service[], room: Room): ModuleOutput {
  const { ecg } = room.tests;
  const own = all.filter((s) => isNamed(s, ecg));
  const of = oneOf(own);
  if (!of) return {};
  const codes = [ecg.whole.code, ecg.tracing.code, ecg.reading.code];
  const line = ({ code, label }: Named) => lineFor(of, { code, label, rule: 'ecg', citation: ECG }, room);
  const say = (named: Named): ModuleOutput => unlessRecorded(of.service, codes, [line(named)], room.facts);
  const biller = billerOf(room);
  const reading = readingOf(of, room);
  if (biller === 'hospital') return say(ecg.tracing);
  if (biller === 'reader') {
    if (reading === 'own') return say(ecg.reading);
    return reading === 'others' ? { uncoded: [notOurs(of)] } : { queries: [readQuery(of, ecg.reading)] };
  }
  if (reading === 'own') return say(ecg.whole);
  const said = say(ecg.tracing);
  return reading === 'others' || !said.services ? said : { ...said, queries: [readQuery(of, ecg.whole)] };
}

const readQuery = (of: Examination, { code }: Named) =>
  ask(
    'ecg-interpretation',
    of,
    'is there a written interpretation by this clinician?',
    [{ answer: 'Yes', code }, { answer: 'No' }],
    ECG,
  );

export function spirometryLines(all: readonly Service[], room: Room): ModuleOutput {
  const { spirometry } = room.tests;
  const of = oneOf(all.filter((s) => isNamed(s, spirometry)));
  if (!of) return {};
  const text = plainly(of.all.map(wordsAbout).join('; '));
  const named = speaksOf(text, spirometry.twice) ? spirometry.both : spirometry.once;
  const line = lineFor(of, { ...named, rule: 'spirometry', citation: LUNGS }, room);
  const output = split(of, line, room);
  const codes = [spirometry.once.code, spirometry.both.code];
  return output.services ? unlessRecorded(of.service, codes, output.services, room.facts) : output;
}

/** Treatments by their Procedures, or else by the drugs that were given so; each further one is told by 76. */
export function nebuliserLines(all: readonly Service[], room: Room): ModuleOutput {
  const { nebuliser, spirometry } = room.tests;
  if (billerOf(room) === 'reader') return {};
  const done = all.filter((s) => s.kind === 'procedure' && isNamed(s, nebuliser));
  const given = done.length > 0 ? done : nebulised(room);
  const of = oneOf(given);
  if (!of) return {};
  const tested = all.some(
    (s) => isNamed(s, spirometry) && speaksOf(plainly(wordsAbout(s)), spirometry.twice),
  );
  if (tested) return { queries: [besideQuery(of, nebuliser.code)] };
  const draft = { code: nebuliser.code, label: nebuliser.label, rule: 'nebuliser', citation: LUNGS };
  const first = lineFor(of, draft, room);
  const times = new Set(given.map((s) => s.started));
  const apart = !times.has(undefined) && times.size === given.length;
  const more = apart ? given.length - 1 : 0;
  const again = {
    code: '76',
    reason: `Given ${given.length} times at different hours`,
    evidence: of.evidence,
  };
  const lines = more > 0 ? [first, { ...first, units: more, modifiers: [again] }] : [first];
  return unlessRecorded(of.service, [nebuliser.code], lines, room.facts);
}

const nebulised = ({ facts, tests }: Room): readonly Service[] =>
  facts.services.filter((s) => {
    const route = [s.route?.words ?? '', s.method?.words ?? '', wordsAbout(s)].join('; ');
    return (
      s.kind === 'administration' &&
      s.status === 'completed' &&
      speaksOf(plainly(route), tests.nebuliser.ways)
    );
  });

const besideQuery = (of: Examination, code: string) =>
  ask(
    'nebuliser-beside-spirometry',
    of,
    'was it the bronchodilator of the spirometry, or a treatment of its own?',
    [{ answer: 'Part of the test: not reported' }, { answer: 'A treatment', code }],
    NCCI,
  );

/** Oxygen saturation by a clip is paid with the visit (NCCI; fee schedule status T). */
export const oximetry = (all: readonly Service[], { tests }: Room): ModuleOutput => ({
  uncoded: all
    .filter((s) => s.kind === 'procedure' && isNamed(s, tests.oximetry))
    .map((s) => ({
      about: s.id,
      reason: 'integral' as const,
      explanation: 'Pulse oximetry is part of the visit.',
      citation: NCCI,
      evidence: s.evidence,
    })),
});
