/** When absence from a release proves that there is no such code: both systems gain codes between their yearly editions. */
import { addDays, type ServiceDate } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';

/** The last day of the quarter that a release begins. */
function lastOfQuarter({ effective: { from } }: ReleaseInfo): ServiceDate {
  const month = Number(from.slice(5, 7)) + 3;
  const [year, next] =
    month > 12 ? [Number(from.slice(0, 4)) + 1, month - 12] : [Number(from.slice(0, 4)), month];
  return addDays(`${year}-${String(next).padStart(2, '0')}-01` as ServiceDate, -1);
}

// CPT: proprietary laboratory analyses come quarterly, categories II and III and vaccines at mid-year, and laboratory codes
// came between editions in 2020 and 2022. Other sections change on 1 January only.
const COMES_BETWEEN = /^(?:86|87|90|91)|[A-Z]$/;

/** HCPCS Level II changes with every quarter. */
export const sureOfHcpcs = (_code: string, on: ServiceDate, release: ReleaseInfo): boolean =>
  on <= lastOfQuarter(release);

export const sureOfCpt = (code: string, on: ServiceDate, release: ReleaseInfo): boolean =>
  !COMES_BETWEEN.test(code) || on <= lastOfQuarter(release);
