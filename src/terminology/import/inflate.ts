/** Unpacking that stops at a size: a few kilobytes must not become gigabytes. */
import { Gunzip, inflateSync } from 'fflate';
import { ClaimwrightError } from '../../kernel/index.ts';
import { refuse } from './fault.ts';

/** Unpacks deflated data into exactly `size` bytes; what would not fit is not kept, and the caller's CRC tells. */
export function inflateInto(data: Uint8Array, size: number, file: string): Uint8Array {
  try {
    return inflateSync(data, { out: new Uint8Array(size) });
  } catch (error) {
    return refuse(file, 'its compressed data is damaged', error);
  }
}

// Deflate expands at most 1,032 times, so a slice of 32 kB can overshoot the limit by 33 MB at most.
const SLICE = 32 * 1024;

/** Unpacks a gzip file, whose size is not known before; refuses it past `limit` bytes, or when it is damaged. */
export function gunzipBounded(data: Uint8Array, limit: number, file: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = new Gunzip((chunk) => {
    total += chunk.length;
    if (total > limit) refuse(file, `it unpacks to more than ${limit} bytes`);
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < data.length; at += SLICE) {
      stream.push(data.subarray(at, at + SLICE), at + SLICE >= data.length);
    }
  } catch (error) {
    if (error instanceof ClaimwrightError) throw error;
    refuse(file, 'its compressed data is damaged', error);
  }
  return Buffer.concat(chunks, total);
}
