/** What may be asked of the CDC's table of vaccine products: CPT ↔ CVX. */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ProcedureCode } from '../code.ts';

export interface VaccinePair {
  readonly cpt: ProcedureCode;
  readonly cvx: string;
  /** The CDC's short name of the CVX code; never a CPT descriptor. */
  readonly name: string;
  readonly updated?: ServiceDate;
}

export type VaccineAnswer =
  | { readonly kind: 'known'; readonly pairs: readonly VaccinePair[]; readonly edition: string }
  | { readonly kind: 'cannot-tell'; readonly reason: string };

/**
 * The CDC maps from CPT to CVX: a CPT code for several products maps to an unspecified CVX code. Several pairs for one CVX
 * code are a choice for a person.
 */
export interface Vaccines {
  cvxOf(cpt: ProcedureCode, on: ServiceDate): VaccineAnswer;
  cptOf(cvx: string, on: ServiceDate): VaccineAnswer;
}
