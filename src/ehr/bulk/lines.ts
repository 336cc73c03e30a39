/** NDJSON (Bulk Data Access 2.0, export.html#bulk-data-output-file-request): one resource on each line, in flat memory however long a line is. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined: longer than a resource may be, and passed over. */
  readonly text: string | undefined;
}

/** A resource with a scanned book inside is some megabytes; what is longer is none that could be read. */
export const LONGEST_LINE = 32 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Blank lines are no lines of a resource; a line may begin in one chunk and end in another, within a character, too. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  longest: number = LONGEST_LINE,
): AsyncGenerator<Line, void, void> {
  let held: Uint8Array[] = [];
  let size = 0;
  let number = 0;
  const add = (part: Uint8Array): void => {
    size += part.byteLength;
    // What is too long is counted on and kept no longer.
    if (size > longest) held = [];
    else held.push(part);
  };
  const line = (): Line | undefined => {
    number += 1;
    const text = size > longest ? undefined : decoded(held);
    held = [];
    size = 0;
    return text === '' ? undefined : { number, text };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      const whole = line();
      if (whole) yield whole;
      from = at + 1;
    }
    if (from < chunk.byteLength) add(chunk.subarray(from));
  }
  const last = size > 0 ? line() : undefined;
  if (last) yield last;
}

const decoded = (parts: readonly Uint8Array[]): string =>
  new TextDecoder().decode(Buffer.concat(parts)).trim();

/** The lines of a file, packed or not. Throws what zlib says when a packed file ends before its end. */
export async function* linesOfFile(path: string, longest?: number): AsyncGenerator<Line, void, void> {
  const packed = await isPacked(path);
  const file = createReadStream(path);
  const plain: Readable = packed ? file.pipe(createGunzip()) : file;
  // A pipe does not hand on the fault of its source.
  file.on('error', (fault) => plain.destroy(fault));
  try {
    yield* linesOf(plain, longest);
  } finally {
    file.destroy();
    plain.destroy();
  }
}

/** By its first bytes (RFC 1952 §2.3.1), because a name may say anything. */
async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
