/** The step of a repair's lengths (CPT, repair). */
import type { RepairGroup, Step } from './tables.ts';

export const stepOf = (cm: number, { steps }: RepairGroup): Step | undefined =>
  steps.find((t) => cm > t.over && (t.to === undefined || cm <= t.to));
