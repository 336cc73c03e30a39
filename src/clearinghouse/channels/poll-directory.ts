/** Reads what a partner put into `inbound/`: each file once, then into `archive/`, or into `rejected/` with the reason beside it. */
import { join } from 'node:path';
import { sha256 } from '../../kernel/index.ts';
import { type ReceiveDeps, type Received, receiveFile } from '../receive.ts';
import { FOLDERS } from './directory.ts';
import { diskFiles, type FileEntry, type Files } from './files.ts';

export interface PollOptions {
  readonly folder: string;
  readonly files?: Files;
  /** A file larger than this is not read; 2 GiB unless told. */
  readonly largest?: number;
}

export type Polled =
  | { readonly name: string; readonly kind: 'read' | 'already' | 'waiting' }
  | { readonly name: string; readonly kind: 'rejected'; readonly why: string }
  /** Ours: the file stays and is read at the next poll. */
  | { readonly name: string; readonly kind: 'failed'; readonly fault: unknown };

const LARGEST = 2 ** 31;
/** What is on its way has such a name with most partners; a point before a name means the same. */
const UNFINISHED = /^\.|\.(?:tmp|part|partial|filepart|writing)$/i;

export function directoryPoller({ folder, files = diskFiles, largest = LARGEST }: PollOptions) {
  /** Sizes of files that ended too early at the poll before: one that does not grow is cut short for good. */
  let waiting = new Map<string, number>();
  const one = async (entry: FileEntry, deps: ReceiveDeps): Promise<Polled> => {
    const { name, size } = entry;
    if (size > largest) return reject(entry, `larger than ${largest} bytes`);
    const received = await receiveFile(
      { name, open: () => files.stream(join(folder, 'inbound', name)) },
      deps,
    );
    if (received.kind === 'incomplete') {
      if (waiting.get(name) === size) return reject(entry, 'the data ends before the interchange does');
      return { name, kind: 'waiting' };
    }
    const why = emptyOf(received);
    if (why) return reject(entry, why);
    await files.move(
      join(folder, 'inbound', name),
      join(folder, 'archive', `in-${received.sha256.slice(0, 16)}-${shown(name)}`),
    );
    return { name, kind: received.kind };
  };
  const reject = async ({ name }: FileEntry, why: string): Promise<Polled> => {
    const place = join(folder, 'rejected', shown(name));
    await files.write(`${place}.reason`, Buffer.from(`${why}\n`));
    await files.move(join(folder, 'inbound', name), place);
    return { name, kind: 'rejected', why };
  };
  return {
    async poll(deps: ReceiveDeps): Promise<readonly Polled[]> {
      for (const name of FOLDERS) await files.ensure(join(folder, name));
      const entries = (await files.list(join(folder, 'inbound'))).filter(
        ({ name }) => !UNFINISHED.test(name),
      );
      const polled: Polled[] = [];
      const sizes = new Map<string, number>();
      for (const entry of entries) {
        const outcome = await one(entry, deps).catch(
          (fault: unknown): Polled => ({ name: entry.name, kind: 'failed', fault }),
        );
        if (outcome.kind === 'waiting') sizes.set(entry.name, entry.size);
        polled.push(outcome);
      }
      waiting = sizes;
      return polled;
    },
  };
}

/** A file that says nothing and has faults is no response. */
function emptyOf(received: Received): string | undefined {
  if (received.kind !== 'read') return undefined;
  const { results, faults } = received.summary;
  return results === 0 && faults > 0 ? 'it holds no response that can be read' : undefined;
}

/** A partner's name in a folder of ours: letters, digits and signs that no program takes for more. */
const shown = (name: string): string =>
  /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/.test(name) ? name : `unnamed-${sha256(name).slice(0, 16)}`;
