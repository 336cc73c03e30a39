/** What a written resource becomes when its encounter was recorded in error, by its type's own status codes (R4). Pure. */
import type { Resource } from '../../fhir/index.ts';
import type { Change } from './change.ts';

interface Statuses {
  /** What it becomes. */
  readonly to: string;
  /** Where that is allowed. */
  readonly from: readonly string[];
  /** Where nothing is left to take back. */
  readonly done: readonly string[];
  /** What stands against it in every other state. */
  readonly conflict: string;
}

/** valueset-fm-status, valueset-chargeitem-status, valueset-document-reference-status and valueset-task-status. */
const STATUSES: ReadonlyMap<string, Statuses> = new Map([
  [
    'Claim',
    {
      to: 'cancelled',
      from: ['active', 'draft'],
      done: ['cancelled', 'entered-in-error'],
      conflict: 'its status is none that can be cancelled',
    },
  ],
  [
    'ChargeItem',
    {
      to: 'entered-in-error',
      from: ['planned', 'billable', 'unknown'],
      done: ['not-billable', 'aborted', 'entered-in-error'],
      conflict: 'the EHR has billed it',
    },
  ],
  [
    'DocumentReference',
    {
      to: 'entered-in-error',
      from: ['current', 'superseded'],
      done: ['entered-in-error'],
      conflict: 'its status is none that can be taken back',
    },
  ],
  [
    'Task',
    {
      to: 'cancelled',
      from: ['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'],
      done: ['cancelled', 'rejected', 'failed', 'entered-in-error'],
      conflict: 'a coder has completed it, and what was entered must be taken back by hand',
    },
  ],
]);

/** Only the status changes: what else was changed in the EHR stays. */
export const withdrawn: Change = (current) => {
  const { status } = current as Resource & { readonly status?: string };
  const statuses = STATUSES.get(current.resourceType);
  if (statuses?.done.includes(status ?? '')) return 'done';
  if (statuses?.from.includes(status ?? '')) return { ...current, status: statuses.to } as Resource;
  return { conflict: statuses?.conflict ?? 'it is of a type that is never written' };
};
