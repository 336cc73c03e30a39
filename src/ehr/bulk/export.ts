/** One bulk export into a folder, gone on with where it stopped: job, manifest, one file after the other. */
import { canonicalJson } from '../../kernel/index.ts';
import { type Downloaded, download } from './download.ts';
import { type BulkRequest, endJob, finished, type JobDeps, kickOff } from './job.ts';
import { type JobFolder, type JobState, jobFolder } from './job-folder.ts';
import { bulkFault, type Manifest, type ManifestFile } from './manifest.ts';

export interface ExportDeps extends JobDeps {
  readonly folder: string;
  /** Attempts at one file after the first. */
  readonly retries?: number;
  /** Milliseconds without a byte of a file. */
  readonly stall?: number;
}

export interface ExportedFile extends Downloaded {
  readonly kind: ManifestFile['kind'];
  readonly type: string;
  readonly path: string;
}

export interface Exported {
  /** By the server's clock: where the next export begins. */
  readonly transactionTime: string;
  readonly files: readonly ExportedFile[];
  /** Tells the server to forget the job, and removes the folder. */
  discard(): Promise<void>;
}

const RETRIES = 5;
const STALL = 60_000;

/** Safe to repeat: files that are whole stay, and the job is asked for again only when the server has forgotten it. */
export async function exportInto(request: BulkRequest, deps: ExportDeps): Promise<Exported> {
  const folder = await jobFolder(deps.folder);
  const state = await withManifest(await begun(request, folder, deps), request, folder, deps);
  const files = await fetchAll(state, folder, deps);
  return {
    transactionTime: state.manifest.transactionTime,
    files,
    async discard() {
      await endJob(state.statusUrl, deps);
      await folder.remove();
    },
  };
}

/** Stops an export that is under way at the server, and forgets what it brought. */
export async function cancelExport(deps: ExportDeps): Promise<void> {
  const folder = await jobFolder(deps.folder);
  const state = await folder.read();
  if (state) await endJob(state.statusUrl, deps);
  await folder.remove();
}

/** An earlier run's job, when it was asked the same; else a new one. */
async function begun(request: BulkRequest, folder: JobFolder, deps: ExportDeps): Promise<JobState> {
  const kept = await folder.read();
  const asked = canonicalJson(request);
  if (kept?.request === asked) return kept;
  if (kept) await endJob(kept.statusUrl, deps);
  return startOver(asked, request, folder, deps);
}

async function startOver(
  asked: string,
  request: BulkRequest,
  folder: JobFolder,
  deps: ExportDeps,
): Promise<JobState> {
  await folder.remove();
  const fresh = await jobFolder(folder.path);
  const state: JobState = { request: asked, statusUrl: await kickOff(request, deps), done: {} };
  await fresh.write(state);
  return state;
}

type Ready = JobState & { readonly manifest: Manifest };

/** A job that the server has forgotten is asked for once more. */
async function withManifest(
  state: JobState,
  request: BulkRequest,
  folder: JobFolder,
  deps: ExportDeps,
): Promise<Ready> {
  const { manifest } = state;
  if (manifest) return { ...state, manifest };
  const found = await finished(state.statusUrl, deps);
  if (found) return saved({ ...state, manifest: found }, folder);
  const again = await startOver(state.request, request, folder, deps);
  const second = await finished(again.statusUrl, deps);
  if (!second) throw bulkFault('the server forgot it while it was under way');
  return saved({ ...again, manifest: second }, folder);
}

async function saved(state: Ready, folder: JobFolder): Promise<Ready> {
  await folder.write(state);
  return state;
}

/** One after the other: an EHR serves its clinicians first, and a disk writes no faster. */
async function fetchAll(state: Ready, folder: JobFolder, deps: ExportDeps): Promise<readonly ExportedFile[]> {
  const { link, signal, progress } = deps;
  const { files, requiresAccessToken } = state.manifest;
  const done = new Map(Object.entries(state.done));
  const fetched: ExportedFile[] = [];
  for (const [i, file] of files.entries()) {
    signal?.throwIfAborted();
    await deps.alive?.();
    const name = `${String(i + 1).padStart(5, '0')}-${file.kind}-${file.type}.ndjson`;
    const path = folder.file(name);
    const known = done.get(name);
    const got =
      known ??
      (await download(
        { url: file.url, path, count: file.count },
        {
          ...{ clock: link.clock, random: link.random, signal },
          retries: deps.retries ?? RETRIES,
          stall: deps.stall ?? STALL,
          // A token goes nowhere that does not ask for one.
          headers: requiresAccessToken ? link.headers : async () => ({}),
          refused: link.refused,
        },
      ));
    if (!known) {
      done.set(name, got);
      await folder.write({ ...state, done: Object.fromEntries(done) });
    }
    progress?.(`${i + 1} of ${files.length} files`);
    fetched.push({ ...got, kind: file.kind, type: file.type, path });
  }
  return fetched;
}
