/**
 * A directory that a partner reads, by itself or over SFTP: `outbound/`, `inbound/`, `archive/`, `rejected/`. A file appears
 * in `outbound/` once and whole, also when the process stops at any step and the batch is delivered again.
 */
import { join } from 'node:path';
import type { Clock } from '../../kernel/index.ts';
import type { Payload, Receipt } from '../model.ts';
import type { Channel } from './channel.ts';
import { diskFiles, type Files } from './files.ts';

export interface DirectoryOptions {
  readonly id: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly files?: Files;
}

export const FOLDERS = ['outbound', 'inbound', 'archive', 'rejected', 'staging'] as const;

export function directoryChannel({ id, folder, clock, files = diskFiles }: DirectoryOptions): Channel {
  return {
    id,
    deliver: async ({ payloads }): Promise<Receipt> => {
      for (const name of FOLDERS) await files.ensure(join(folder, name));
      for (const payload of payloads) await put(payload, folder, files);
      return {
        channel: id,
        at: clock.now(),
        payloads: payloads.map(({ sha256, name }) => ({ sha256, answer: `outbound/${name}` })),
      };
    },
  };
}

/**
 * The partner takes files away, so that an empty `outbound/` does not tell whether one was there. What does: the file was
 * staged, of which the archive has a note, and is staged no more; moving it is one step that happens or does not.
 */
async function put({ name, bytes, sha256 }: Payload, folder: string, files: Files): Promise<void> {
  const staged = join(folder, 'staging', name);
  const note = join(folder, 'archive', `${name}.staged`);
  if (!(await files.exists(note))) {
    await files.write(join(folder, 'archive', name), bytes);
    await files.write(staged, bytes);
    await files.write(note, Buffer.from(`${sha256}\n`));
  }
  if (await files.exists(staged)) await files.move(staged, join(folder, 'outbound', name));
}
