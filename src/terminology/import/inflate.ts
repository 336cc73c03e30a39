/** Unpacking that stops at a size: a few kilobytes must not become gigabytes. */
import { Gunzip, Inflate } from 'fflate';
import { ClaimwrightError } from '../../kernel/index.ts';
import { refuse } from './fault.ts';

// Deflate expands at most 1,032 times, so a slice of 32 kB can overshoot the limit by 33 MB at most.
const SLICE = 32 * 1024;

/** Unpacks to at most `limit` bytes; refuses the file when there is more, or when it is damaged. */
export function inflateBounded(
  data: Uint8Array,
  limit: number,
  form: 'deflate' | 'gzip',
  file: string,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const take = (chunk: Uint8Array): void => {
    total += chunk.length;
    if (total > limit) refuse(file, `it unpacks to more than ${limit} bytes`);
    chunks.push(chunk);
  };
  const stream = form === 'gzip' ? new Gunzip(take) : new Inflate(take);
  try {
    for (let at = 0; at < data.length; at += SLICE) {
      stream.push(data.subarray(at, at + SLICE), at + SLICE >= data.length);
    }
  } catch (error) {
    if (error instanceof ClaimwrightError) throw error;
    refuse(file, 'its compressed data is damaged', error);
  }
  return join(chunks, total);
}

function join(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const all = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
