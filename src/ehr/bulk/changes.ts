/** A connection's finished encounters by bulk export: what changed since the last one, in one process at a time. */
import type { Marks } from '../poll/marks.ts';
import { type ExportDeps, exportInto } from './export.ts';
import type { BulkRequest } from './job.ts';
import { type TakenIn, takeIn } from './take-in.ts';

export interface BulkDeps extends Omit<ExportDeps, 'alive'> {
  readonly request: Omit<BulkRequest, 'since' | 'types'>;
  readonly marks: Marks;
  readonly holder: string;
  readonly accept: (encounters: readonly string[]) => Promise<void>;
  /** Told of encounters that the EHR deleted. */
  readonly deleted?: ((encounters: readonly string[]) => Promise<void>) | undefined;
}

/** The name of its mark; no resource type is called so. */
const FEED = 'bulk';
/** A file may take that long without a word. */
const LEASE = 3600;

/** `elsewhere`: another process is at it. The mark moves when everything was taken in, and the server may forget the job. */
export async function exportChanges(deps: BulkDeps): Promise<TakenIn | 'elsewhere'> {
  const { link, marks, holder } = deps;
  const lease = `${link.id}/bulk`;
  const alive = async (): Promise<void> => {
    await marks.lease(lease, holder, LEASE);
  };
  if (!(await marks.lease(lease, holder, LEASE))) return 'elsewhere';
  try {
    const since = (await marks.get(lease, FEED))?.at;
    // Charts are read from the EHR: only which encounters there are is asked for.
    const exported = await exportInto({ ...deps.request, types: ['Encounter'], since }, { ...deps, alive });
    const taken = await takeIn(exported.files, { link, accept: deps.accept, alive });
    if (taken.deleted.length > 0) await deps.deleted?.(taken.deleted);
    const mark = { at: exported.transactionTime, setAt: link.clock.now(), seen: [] };
    await marks.put(lease, FEED, mark, holder);
    await exported.discard();
    return taken;
  } finally {
    await marks.release(lease, holder);
  }
}
