/** The plan of each mode. Pure. */
import type { Bundle } from '../../fhir/index.ts';
import { chargePlan } from './charge.ts';
import { documentPlan } from './document.ts';
import type { WritingMode } from './mode.ts';
import { claimPlan, type WritePlan } from './plan.ts';
import { taskPlan } from './task.ts';

const PLANS: Readonly<Record<WritingMode, (transaction: Bundle) => WritePlan>> = {
  claim: claimPlan,
  charge: chargePlan,
  document: documentPlan,
  task: taskPlan,
};

/** Throws CW-5002 when the transaction holds no conditional Claim. */
export function planOf(mode: WritingMode, transaction: Bundle): WritePlan {
  claimPlan(transaction);
  return PLANS[mode](transaction);
}
