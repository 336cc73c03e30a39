/** An accident as a Claim that the record holds for this encounter tells it (R4 Claim.accident): its day, cause and state. */
import { type CodeableConcept, codingsOf } from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import type { AccidentCause, AccidentFact } from '../claim-facts.ts';
import { evidence } from '../evidence.ts';
import { claimsOfEncounter } from './claims.ts';
import { idOf } from './common.ts';

/** v3-ActIncidentCode and X12 data element 1362. A school or sporting accident is another accident. */
const CAUSES: ReadonlyMap<string, AccidentCause> = new Map([
  ['MVA', 'AA'],
  ['WPA', 'EM'],
  ['SCHOOL', 'OA'],
  ['SPT', 'OA'],
  ['AA', 'AA'],
  ['EM', 'EM'],
  ['OA', 'OA'],
]);

export function readAccident(chart: Chart): AccidentFact | undefined {
  for (const claim of claimsOfEncounter(chart)) {
    const { accident } = claim;
    if (!accident) continue;
    const state = accident.locationAddress?.state?.trim().toUpperCase();
    return {
      causes: causesOf(accident.type),
      date: serviceDate(accident.date),
      state: state && /^[A-Z]{2}$/.test(state) ? state : undefined,
      evidence: [evidence(idOf(claim), 'Claim.accident', accident.date ?? '')],
    };
  }
  return undefined;
}

const causesOf = (type: CodeableConcept | undefined): readonly AccidentCause[] => [
  ...new Set(codingsOf(type).flatMap((c) => CAUSES.get(c.code) ?? [])),
];
