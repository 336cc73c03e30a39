/** Present-on-admission indicators on the diagnoses of a facility's stay, and what is asked where the record does not tell (Appendix I). */
import { type Facts, facilityBills } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { DiagnosisSuggestion, Query } from './model.ts';
import { presentOnAdmission } from './present-on-admission.ts';

export interface OnAdmission {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly queries: readonly Query[];
}

/** A physician's own claim of the stay bears no indicator, so that nothing is asked for it. */
export function withOnAdmission(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
  on: ServiceDate,
): OnAdmission {
  if (!facilityBills(facts)) return { diagnoses, queries: [] };
  const judged = diagnoses.map((d) => ({ d, poa: presentOnAdmission(d, facts, on) }));
  return {
    diagnoses: judged.map(({ d, poa }) =>
      poa?.indicator ? { ...d, onAdmission: { indicator: poa.indicator, why: poa.why } } : d,
    ),
    queries: judged.flatMap(({ poa }) => poa?.query ?? []),
  };
}
