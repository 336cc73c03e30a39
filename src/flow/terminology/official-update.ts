/** Official files from their publishers' addresses into the folder of releases: all of them, or after a fault none. */
import type { Download, Downloads } from '../../fetch/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { ImportedRelease, ReleaseFolder } from '../../store/index.ts';
import {
  missingName,
  nameInAddress,
  type OfficialFile,
  type OfficialManifest,
  wrongAddress,
} from '../../terminology/index.ts';

export interface UpdateOptions {
  /** Ids of the manifest; all when left out. */
  readonly only?: readonly string[];
  readonly timeoutMs: number;
  /** Fetch and check, but keep and import nothing. */
  readonly dryRun?: boolean;
  readonly fetching?: (file: OfficialFile, done: number, total: number | undefined) => void;
  readonly reading?: Parameters<ReleaseFolder['importOfficial']>[1];
}

export interface Fetched {
  readonly file: OfficialFile;
  readonly bytes: number;
}

export interface OfficialUpdate {
  readonly fetched: readonly Fetched[];
  readonly imported: readonly ImportedRelease[];
}

interface Held {
  readonly file: OfficialFile;
  readonly name: string;
  readonly download: Download;
}

export async function updateOfficial(
  manifest: OfficialManifest,
  options: UpdateOptions,
  deps: { readonly downloads: Downloads; readonly releases: () => ReleaseFolder },
): Promise<OfficialUpdate> {
  const held: Held[] = [];
  try {
    for (const file of chosen(manifest, options.only))
      held.push(await fetchOne(file, manifest, options, deps.downloads));
    const imported = options.dryRun ? [] : importHeld(held, deps.releases(), options);
    for (const { download } of options.dryRun ? [] : held) download.keep();
    return { fetched: held.map(({ file, download }) => ({ file, bytes: download.bytes.length })), imported };
  } finally {
    // What was kept has left its temporary place already.
    for (const { download } of held) download.discard();
  }
}

/** The files that were asked for, in the manifest's order; CW-1007 for an id it does not have. */
export function chosen({ files }: OfficialManifest, only?: readonly string[]): readonly OfficialFile[] {
  if (!only || only.length === 0) return files;
  const unknown = only.find((id) => !files.some((file) => file.id === id));
  if (unknown !== undefined) {
    const known = files.map((file) => file.id).join(', ');
    throw new ClaimwrightError('CW-1007', {
      what: `official file ${unknown.slice(0, 60)} (there are: ${known})`,
    });
  }
  return files.filter(({ id }) => only.includes(id));
}

async function fetchOne(
  file: OfficialFile,
  { hosts }: OfficialManifest,
  { timeoutMs, fetching }: UpdateOptions,
  downloads: Downloads,
): Promise<Held> {
  const name = nameInAddress(file.address);
  const download = await downloads.download({
    ...file,
    name,
    timeoutMs,
    wrongAddress: (address) => wrongAddress(address, hosts),
    progress: (done, total) => fetching?.(file, done, total),
  });
  try {
    const missing = namedAs(file, name, () => missingName(name, download.bytes, file.names));
    if (missing !== undefined) throw refused(file, `it has no ${missing}`);
    return { file, name, download };
  } catch (fault) {
    download.discard();
    throw fault;
  }
}

function importHeld(
  held: readonly Held[],
  folder: ReleaseFolder,
  { reading }: UpdateOptions,
): readonly ImportedRelease[] {
  const files = held.map(({ name, download }) => ({ name, bytes: download.bytes }));
  try {
    return folder.importOfficial(files, reading);
  } catch (fault) {
    const own = held.find(({ name }) => isOf(fault, name));
    throw own ? namedFault(own.file, own.name, fault) : fault;
  }
}

const isOf = (fault: unknown, name: string): fault is ClaimwrightError =>
  fault instanceof ClaimwrightError && fault.code === 'CW-3002' && fault.message.includes(` ${name}`);

const refused = (file: OfficialFile, detail: string, cause?: unknown): ClaimwrightError =>
  new ClaimwrightError('CW-3002', { file: file.address, detail }, { cause });

function namedAs<T>(file: OfficialFile, name: string, run: () => T): T {
  try {
    return run();
  } catch (fault) {
    throw isOf(fault, name) ? namedFault(file, name, fault) : fault;
  }
}

/** The same refusal, with the address in place of the file's name. */
function namedFault(file: OfficialFile, name: string, fault: unknown): unknown {
  if (!isOf(fault, name)) return fault;
  const [, label = name, detail = fault.message] =
    /^The code-set file (.*?) cannot be imported: (.*)\.$/s.exec(fault.message) ?? [];
  const where = { file: label.replace(name, file.address), detail };
  return new ClaimwrightError('CW-3002', where, { cause: fault });
}
