/** An export on disk: what was asked, where it stands and which files are whole, so that it goes on after a crash. */
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../kernel/index.ts';
import type { Downloaded } from './download.ts';
import type { Manifest } from './manifest.ts';

export interface JobState {
  /** What was asked, as it was sent: a job for another question is not gone on with. */
  readonly request: string;
  readonly statusUrl: string;
  readonly manifest?: Manifest;
  /** File name → what is in it. */
  readonly done: Readonly<Record<string, Downloaded>>;
}

export interface JobFolder {
  readonly path: string;
  file(name: string): string;
  read(): Promise<JobState | undefined>;
  write(state: JobState): Promise<void>;
  /** What an export has put there, and the folder when nothing else is in it. */
  remove(): Promise<void>;
}

const STATE = 'export.json';

/** Patients' records: for this user alone. */
export async function jobFolder(path: string): Promise<JobFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const state = join(path, STATE);
  return {
    path,
    file: (name) => join(path, name),
    async read() {
      try {
        return parseJson(await readFile(state, 'utf8')) as JobState;
      } catch {
        return undefined;
      }
    },
    async write(next) {
      await writeFile(`${state}.new`, JSON.stringify(next), { mode: 0o600, flush: true });
      await rename(`${state}.new`, state);
    },
    remove: () => removeOwn(path),
  };
}

const OWN =
  /^(?:\d{5,6}-(?:output|deleted|error)-[A-Za-z]{1,64}\.ndjson(?:\.part(?:\.etag)?)?|export\.json(?:\.new)?)$/;

/** A folder that somebody named may hold other things. */
async function removeOwn(path: string): Promise<void> {
  const names = await readdir(path).catch(() => []);
  const own = names.filter((name) => OWN.test(name));
  for (const name of own) await rm(join(path, name), { force: true });
  if (own.length === names.length) await rmdir(path).catch(() => undefined);
}
