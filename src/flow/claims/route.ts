/** Which claims go by which channel, and how they are written for it. */
import type { Channel, Partner } from '../../clearinghouse/index.ts';

/** The same for both kinds of claims. */
export type X12Partner = Omit<Partner, 'kind'>;

export interface ClaimRoute {
  readonly channel: Channel;
  /** Undefined: FHIR, a Bundle for each claim. */
  readonly x12: X12Partner | undefined;
  /** Payer ids whose claims go here; undefined: all that no other route names. */
  readonly payers: readonly string[] | undefined;
}

/** The route that names the payer, else the first that takes all; undefined: nobody takes it, and it stays. */
export const routeOf = (payer: string | undefined, routes: readonly ClaimRoute[]): ClaimRoute | undefined =>
  routes.find(({ payers }) => payer !== undefined && payers?.includes(payer)) ??
  routes.find(({ payers }) => payers === undefined);
