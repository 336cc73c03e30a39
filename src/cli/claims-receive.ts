/** `claimwright claims receive [FILE…] [--channel]`: answers of payers from files, or from the folders of the channels. */
import { createReadStream } from 'node:fs';
import type { Clearing } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';
import { plain } from './table.ts';

export interface ClaimsReceiveOptions {
  readonly channel?: string;
}

/** 0 when every file was read, 1 when one was not, or holds what belongs to no claim. */
export async function claimsReceiveCommand(
  files: readonly string[],
  { channel }: ClaimsReceiveOptions,
  { io, claims }: Pick<CliDeps, 'io' | 'claims'>,
): Promise<number> {
  return withKept(claims, async (clearing) => {
    const lines = files.length > 0 ? await fromFiles(files, clearing) : await fromFolders(channel, clearing);
    for (const { text } of lines) io.out.write(`${text}\n`);
    return lines.some(({ wrong }) => wrong) ? 1 : 0;
  });
}

interface Line {
  readonly text: string;
  readonly wrong: boolean;
}

async function fromFiles(files: readonly string[], clearing: Clearing): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const name of files) lines.push(await fromFile(name, clearing));
  return lines;
}

async function fromFile(name: string, clearing: Clearing): Promise<Line> {
  try {
    const open = () => createReadStream(name) as AsyncIterable<Uint8Array>;
    const received = await clearing.receive({ name, open });
    if (received.kind !== 'read') return { text: `${plain(name)}: read before`, wrong: false };
    const { results, unmatched, faults, balanced } = received.summary;
    const counts = `${results} results, ${unmatched} unmatched, ${faults} faults`;
    const text = `${plain(name)}: ${counts}${balanced ? '' : ', does not add up'}`;
    return { text, wrong: unmatched + faults > 0 || !balanced };
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException;
    if (fault instanceof ClaimwrightError && fault.code === 'CW-8703')
      return { text: `${plain(name)}: ${message}`, wrong: true };
    if (code === 'ENOENT') throw new ClaimwrightError('CW-1007', { what: `file ${plain(name)}` });
    throw fault;
  }
}

async function fromFolders(channel: string | undefined, clearing: Clearing): Promise<readonly Line[]> {
  return (await clearing.poll(channel)).flatMap(({ channel: id, files, fault }) => [
    ...(fault ? [{ text: `${id}: its folder cannot be read`, wrong: true }] : []),
    ...files.map(({ name, kind }) => ({
      text: `${id}: ${plain(name)} ${kind}`,
      wrong: kind === 'rejected' || kind === 'failed',
    })),
  ]);
}
