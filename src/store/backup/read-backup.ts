/** Reads a backup line by line: what is cut short, altered, or no backup at all is a CW-8202 that says so. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ClaimwrightError } from '../../kernel/index.ts';
import { type BackupFoot, type BackupHead, type BackupRow, FORMAT, lineHash, VERSION } from './format.ts';

export const unfit = (detail: string, cause?: unknown): ClaimwrightError =>
  new ClaimwrightError('CW-8202', { detail }, { cause });

export interface ReadBackup {
  readonly head: BackupHead;
  readonly foot: BackupFoot;
}

/** Goes through the whole file, handing on each row; answers head and foot once counts and hash agree. */
export async function readBackup(
  path: string,
  onRow: (row: BackupRow, head: BackupHead) => Promise<void> | void = () => undefined,
): Promise<ReadBackup> {
  const hash = lineHash();
  const counts: Record<string, number> = {};
  let head: BackupHead | undefined;
  let foot: BackupFoot | undefined;
  for await (const line of linesIn(path)) {
    if (foot) throw unfit('something stands after its end');
    const value = parsed(line);
    if (!head) {
      head = headOf(value);
      for (const { name } of head.tables) counts[name] = 0;
    } else if (Array.isArray(value)) {
      const row = rowOf(value, head);
      const name = head.tables[row[0]]?.name ?? '';
      counts[name] = (counts[name] ?? 0) + 1;
      await onRow(row, head);
    } else {
      foot = value as BackupFoot;
      continue;
    }
    hash.add(line);
  }
  if (!head || !foot) throw unfit('it ends too early');
  if (foot.sha256 !== hash.end()) throw unfit('it was altered: its hash is another');
  if (head.tables.some(({ name }) => counts[name] !== foot.counts[name]))
    throw unfit('its counts are not those of its rows');
  return { head, foot };
}

/** Split at line feeds alone: other line separators may stand inside a record's words. */
async function* linesIn(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.on('error', (fault) => plain.destroy(fault));
  file.pipe(plain);
  let begun: Buffer[] = [];
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...begun, chunk.subarray(from, at + 1)]).toString('utf8');
        begun = [];
        from = at + 1;
      }
      if (from < chunk.length) begun.push(chunk.subarray(from));
    }
  } catch (fault) {
    throw fault instanceof ClaimwrightError ? fault : unreadable(fault);
  } finally {
    file.destroy();
  }
  if (begun.length > 0) throw unfit('it ends too early');
}

function unreadable(fault: unknown): ClaimwrightError {
  const { code = 'no code' } = fault as { code?: string };
  if (code === 'ENOENT') return new ClaimwrightError('CW-1007', { what: 'such file' }, { cause: fault });
  return unfit(code === 'Z_BUF_ERROR' ? 'it ends too early' : `it cannot be read (${code})`, fault);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw unfit('a line of it is not JSON', cause);
  }
}

function headOf(value: unknown): BackupHead {
  const head = value as Partial<BackupHead> | null;
  if (head?.format !== FORMAT) throw unfit('it is no backup of this program');
  if (head.version !== VERSION) throw unfit('it is from a later program');
  if (!Array.isArray(head.tables) || !Array.isArray(head.schema)) throw unfit('its head is not whole');
  return head as BackupHead;
}

function rowOf(value: readonly unknown[], { tables }: BackupHead): BackupRow {
  const [index, values] = value;
  const table = typeof index === 'number' ? tables[index] : undefined;
  const whole = Array.isArray(values) && values.every((v) => v === null || typeof v === 'string');
  if (!table || !whole || values.length !== table.columns.length) throw unfit('a row of it is not whole');
  return value as unknown as BackupRow;
}
