/** The command line with everything injected, and what it wrote. */
import { PassThrough } from 'node:stream';
import { type CliDeps, program } from '../../src/cli/index.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A dependency that a command has no business with. */
export const unused = (name: string) => (): never => {
  throw new Error(`${name} is not for this command`);
};

const NONE: Omit<CliDeps, 'io'> = {
  serve: unused('serve'),
  coding: unused('coding'),
  validator: unused('validator'),
  connect: unused('connect'),
  ehrCheck: unused('ehrCheck'),
  keptCases: unused('keptCases'),
  replays: unused('replays'),
  backups: unused('backups'),
  claims: unused('claims'),
  releases: unused('releases'),
  officialFiles: unused('officialFiles'),
  downloads: unused('downloads'),
  untilStopped: unused('untilStopped'),
  work: unused('work'),
  jobs: unused('jobs'),
  folderBatch: unused('folderBatch'),
  periodBatch: unused('periodBatch'),
};

const textOf = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString('utf8') ?? '';

/** Runs one command line; a fault that it throws is the caller's to look at. */
export async function run(args: readonly string[], deps: Partial<CliDeps> = {}): Promise<Ran> {
  const out = new PassThrough({ highWaterMark: 1 << 24 });
  const err = new PassThrough({ highWaterMark: 1 << 24 });
  const code = await program(args, { ...NONE, ...deps, io: { out, err } });
  return { code, out: textOf(out), err: textOf(err) };
}
