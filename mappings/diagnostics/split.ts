/** Technique and reading: whole in a practice, 26 for who reads at a hospital's machine, TC where another reads (CMS Pub. 100-04 ch. 13 §20). */
import type { ModuleOutput, ServiceSuggestion } from '../../src/suggest/module.ts';
import { ask, billerOf, COMPONENTS, type Examination, type Room, readingOf } from './examination.ts';

export function split(of: Examination, line: ServiceSuggestion, room: Room): ModuleOutput {
  const biller = billerOf(room);
  // The outpatient claim of a hospital is for the technique, and says so by being one.
  if (biller === 'hospital') return { services: [line] };
  const reading = readingOf(of, room);
  if (biller === 'practice') {
    return reading === 'others'
      ? { services: [marked(line, 'TC', 'Done here, and read elsewhere', of)] }
      : { services: [line] };
  }
  if (reading === 'own') return { services: [marked(line, '26', "Read here; the hospital's machine", of)] };
  if (reading === 'others') return { uncoded: [notOurs(of)] };
  const options = [
    { answer: 'By this clinician, with a written interpretation: modifier 26', code: line.code },
    { answer: 'By another: not reported here' },
  ];
  return { queries: [ask('reading-whose', of, 'who read it?', options, COMPONENTS)] };
}

const marked = (
  line: ServiceSuggestion,
  code: string,
  reason: string,
  of: Examination,
): ServiceSuggestion => ({
  ...line,
  modifiers: [...line.modifiers, { code, reason, evidence: of.evidence }],
});

export const notOurs = (of: Examination) => ({
  about: of.service.id,
  reason: 'integral' as const,
  explanation: 'Done at the hospital and read by another, who reports it.',
  citation: COMPONENTS,
  evidence: of.evidence,
});
