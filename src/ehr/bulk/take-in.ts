/** What an export brought, taken in: finished encounters, and those that were deleted. */

import { parseJson } from '../../kernel/index.ts';
import type { EhrLink } from '../http/link.ts';
import type { ExportedFile } from './export.ts';
import { linesOfFile } from './lines.ts';

export interface TakeInDeps {
  readonly link: Pick<EhrLink, 'notice'>;
  /** Resolves when the encounters are kept where a crash does not lose them. */
  readonly accept: (encounters: readonly string[]) => Promise<void>;
  readonly alive?: (() => Promise<void>) | undefined;
}

export interface TakenIn {
  readonly arrivals: number;
  /** `Encounter.id`s that the server says were deleted. */
  readonly deleted: readonly string[];
  /** Lines that hold no resource. */
  readonly unreadable: number;
  /** Lines of the error files: OperationOutcomes about what was not exported. */
  readonly errors: number;
}

const AT_ONCE = 500;
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** One pass in flat memory; what cannot be read is counted, told, and takes nothing from the rest. */
export async function takeIn(files: readonly ExportedFile[], deps: TakeInDeps): Promise<TakenIn> {
  let arrivals = 0;
  let unreadable = 0;
  let errors = 0;
  const deleted = new Set<string>();
  let waiting: string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) await deps.accept(waiting);
    arrivals += waiting.length;
    waiting = [];
    await deps.alive?.();
  };
  for (const file of files.filter(mayHoldEncounters)) {
    for await (const { text } of linesOfFile(file.path)) {
      const value = text === undefined ? undefined : resourceIn(text);
      if (file.kind === 'error') errors += 1;
      else if (value === undefined) unreadable += 1;
      else if (file.kind === 'deleted') for (const id of deletedIn(value)) deleted.add(id);
      else if (isFinished(value)) waiting.push(value.id);
      if (waiting.length >= AT_ONCE) await flush();
    }
  }
  await flush();
  tell({ unreadable, errors }, deps);
  return { arrivals, deleted: [...deleted], unreadable, errors };
}

const mayHoldEncounters = ({ kind, type }: ExportedFile): boolean =>
  kind !== 'output' || type === 'Encounter' || type === 'Unknown';

type Loose = Readonly<Record<string, unknown>>;

function resourceIn(text: string): Loose | undefined {
  try {
    const value = parseJson(text);
    return value !== null && typeof value === 'object' ? (value as Loose) : undefined;
  } catch {
    return undefined;
  }
}

const isFinished = (r: Loose): r is Loose & { readonly id: string } =>
  r.resourceType === 'Encounter' && r.status === 'finished' && typeof r.id === 'string' && ID.test(r.id);

/** Transaction Bundles whose entries are DELETEs. */
function deletedIn({ entry }: Loose): readonly string[] {
  const entries: readonly { request?: { method?: unknown; url?: unknown } }[] = Array.isArray(entry)
    ? entry
    : [];
  return entries.flatMap((e) => {
    const { method, url } = e?.request ?? {};
    const id = typeof url === 'string' ? /(?:^|\/)Encounter\/([^/?#]+)$/.exec(url)?.[1] : undefined;
    return method === 'DELETE' && id !== undefined && ID.test(id) ? [id] : [];
  });
}

function tell({ unreadable, errors }: Pick<TakenIn, 'unreadable' | 'errors'>, { link }: TakeInDeps): void {
  const told = (reason: string): void => link.notice({ interaction: 'bulk export', reason });
  if (unreadable > 0) told(`${unreadable} lines hold no resource and are left out`);
  if (errors > 0) told(`the EHR reports ${errors} errors about what it did not export`);
}
