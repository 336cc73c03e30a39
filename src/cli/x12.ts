/** `claimwright x12 read FILE…`: claims of an 837 with what is wrong with them, acknowledgements, statuses, remittances with their balance. */
import { createReadStream } from 'node:fs';
import { type X12Told, x12Rows } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { plain, table } from './table.ts';

export interface X12ReadOptions {
  /** One JSON object a line. */
  readonly json?: boolean;
}

const HEAD = ['kind', 'number', 'outcome', 'charge', 'paid', 'detail'];
/** A table is as wide as its widest cell, so that it is made of a part of a large file at a time. */
const PART = 1_000;

/** 0 when everything in the files is in order, 1 when something is not. */
export async function x12ReadCommand(
  files: readonly string[],
  { json }: X12ReadOptions,
  { io }: Pick<CliDeps, 'io'>,
): Promise<number> {
  let wrong = false;
  for (const file of files) {
    if (!json && files.length > 1) io.out.write(`${plain(file)}\n`);
    const rows: string[][] = [];
    const faults: string[] = [];
    const flush = (): void => {
      if (rows.length > 0) io.out.write(`${table(HEAD, rows.splice(0))}\n`);
      for (const fault of faults.splice(0)) io.out.write(`${plain(fault)}\n`);
    };
    for await (const told of toldOf(file)) {
      wrong ||= told.kind === 'row' ? told.wrong : told.fault.severity === 'error';
      if (json)
        io.out.write(
          `${JSON.stringify({ file, ...(told.kind === 'row' ? told.row : { kind: 'fault', ...told.fault }) })}\n`,
        );
      else if (told.kind === 'row')
        rows.push(HEAD.map((column) => told.row[column as keyof typeof told.row]));
      else faults.push(faultLine(told.fault));
      if (rows.length + faults.length >= PART) flush();
    }
    flush();
  }
  return wrong ? 1 : 0;
}

/** Where a fault stands and what it is; it names no value. */
export function faultLine({
  snip,
  severity,
  loop,
  segment,
  number,
  element,
  message,
}: Extract<X12Told, { kind: 'fault' }>['fault']): string {
  const place = [
    loop,
    segment && `${segment}${element === undefined ? '' : String(element).padStart(2, '0')}`,
    `segment ${number}`,
  ];
  return `  ${severity}, level ${snip}, ${place.filter((p) => p !== undefined).join(' ')}: ${message}`;
}

async function* toldOf(file: string): AsyncGenerator<X12Told> {
  try {
    yield* x12Rows(() => createReadStream(file) as AsyncIterable<Uint8Array>);
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new ClaimwrightError('CW-1007', { what: `file ${plain(file)}` }, { cause: fault });
    if (code === 'EISDIR' || code === 'EACCES')
      throw new ClaimwrightError(
        'CW-1002',
        { what: plain(file), kind: 'file', detail: `it cannot be read (${code})` },
        { cause: fault },
      );
    throw fault;
  }
}
