/** Where the patient was: place of service 10 at home, 02 elsewhere (CMS place-of-service code set). */
import type { Evidence, Facts } from '../../src/suggest/module.ts';

export interface Place {
  readonly code: '10' | '02';
  /** False: nothing says where, and 02 stands in until somebody does. */
  readonly known: boolean;
  readonly evidence: readonly Evidence[];
}

export function placeOf({ visit }: Facts): Place {
  const { patientAt, recordedPlaceOfService: recorded } = visit;
  if (patientAt) {
    return { code: patientAt === 'home' ? '10' : '02', known: true, evidence: visit.setting.evidence };
  }
  if (recorded?.value === '10' || recorded?.value === '02') {
    return { code: recorded.value, known: true, evidence: recorded.evidence };
  }
  return { code: '02', known: false, evidence: [] };
}
