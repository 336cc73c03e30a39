/** Which kind of claim an encounter makes: who bills decides (NUCC taxonomy of the billing provider; CMS-1450 or CMS-1500). */
import type { Facts } from '../../chart/index.ts';

export type ClaimKind = 'professional' | 'institutional';

/** NUCC groupings that bill on the UB-04: hospitals, hospital units, nursing facilities, home health and hospice agencies. */
const FACILITIES = /^(?:27[356]|28[1-7]|31[134]|251[EG])/;

export function claimKind({ parties }: Facts): ClaimKind {
  const billing = parties.find((p) => p.role === 'billing');
  return FACILITIES.test(billing?.taxonomy ?? '') ? 'institutional' : 'professional';
}
