/** Whether a facility bills: the NUCC taxonomy of the billing provider decides between the CMS-1450 and the CMS-1500. */
import type { Facts } from './facts.ts';

/** NUCC groupings that bill on the UB-04: hospitals, hospital units, nursing facilities, home health and hospice agencies. */
const FACILITIES = /^(?:27[356]|28[1-7]|31[134]|251[EG])/;

export const facilityBills = ({ parties }: Pick<Facts, 'parties'>): boolean =>
  FACILITIES.test(parties.find((p) => p.role === 'billing')?.taxonomy ?? '');
