/** A written resource with new content: only where the EHR still holds what was written before. Pure. */
import { literalOf, type Resource } from '../../fhir/index.ts';
import type { Change } from './change.ts';

export const replacedBy =
  (earlier: Resource | undefined, next: Resource): Change =>
  (current) => {
    if (holds(current, next)) return 'done';
    if (!earlier || !holds(current, earlier)) return { conflict: 'it was changed there' };
    // What the server added of its own (a text, a number) stays; what was ours and is no more goes.
    const ours = new Set(Object.keys(earlier).filter((key) => key !== 'meta'));
    const kept = Object.fromEntries(Object.entries(current).filter(([key]) => !ours.has(key)));
    const { meta: _meta, id: _id, ...content } = next;
    return { ...kept, ...content } as unknown as Resource;
  };

/** Whether everything that was written is still there; what the server added to it is no change of ours. */
export function holds(current: unknown, written: unknown, key = ''): boolean {
  if (Array.isArray(written)) {
    const held = Array.isArray(current) ? current : [];
    return held.length === written.length && written.every((w, i) => holds(held[i], w));
  }
  if (typeof written === 'object' && written !== null) {
    const held = (typeof current === 'object' ? current : null) as Readonly<Record<string, unknown>> | null;
    return Object.entries(written).every(
      ([name, value]) => SERVERS.includes(name) || value === undefined || holds(held?.[name], value, name),
    );
  }
  // The server may have made an address whole.
  if (key === 'reference' && typeof written === 'string' && typeof current === 'string')
    return (
      current === written || (literalOf(written) !== undefined && literalOf(current) === literalOf(written))
    );
  return current === written;
}

/** What a server sets as it likes: its own version and time, the id, the narrative that it may make anew. */
const SERVERS: readonly string[] = ['meta', 'id', 'text'];
