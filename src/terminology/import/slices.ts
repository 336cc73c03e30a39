/** A member's text in slices, decoded as a stream so that a character cut in two is mended, with progress. */
import type { Member, ReadOptions } from './importer.ts';

const SIZE = 256 * 1024;

export function* slices(member: Member, progress: ReadOptions['progress']): Generator<string> {
  const decoder = new TextDecoder();
  const total = member.bytes.length;
  for (let at = 0; at < total; at += SIZE) {
    yield decoder.decode(member.bytes.subarray(at, at + SIZE), { stream: at + SIZE < total });
    progress?.(member.label, Math.min(at + SIZE, total), total);
  }
}
