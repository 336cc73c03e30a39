/** Which kind of claim an encounter makes: who bills decides. */
import { type Facts, facilityBills } from '../../chart/index.ts';

export type ClaimKind = 'professional' | 'institutional';

export const claimKind = (facts: Facts): ClaimKind =>
  facilityBills(facts) ? 'institutional' : 'professional';
