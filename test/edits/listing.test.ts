/** Listings are tested, not trusted: every file that is an edit is in EDITS, has a test and a page. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EDITS, type Edit } from '../../src/edits/index.ts';

const ROOM = new URL('../../src/edits/', import.meta.url);
const TESTS = new URL('./', import.meta.url);
const PAGES = new URL('../../docs/edits/', import.meta.url);

const isEdit = (value: unknown): value is Edit =>
  typeof value === 'object' && value !== null && 'meta' in value && 'check' in value;

/** File name without its ending → the edits that it exports. */
async function editsByFile(): Promise<ReadonlyMap<string, readonly Edit[]>> {
  const files = readdirSync(ROOM).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  const modules = await Promise.all(
    files.map(async (name) => {
      const module: Record<string, unknown> = await import(new URL(name, ROOM).href);
      return [name.slice(0, -3), Object.values(module).filter(isEdit)] as const;
    }),
  );
  return new Map(modules.filter(([, edits]) => edits.length > 0));
}

describe('the listing of edits', () => {
  it('holds every file that is an edit, one edit a file, named as the file', async () => {
    const files = await editsByFile();
    for (const [name, edits] of files) expect(edits.map((e) => e.meta.id)).toEqual([name]);
    expect(EDITS.map((e) => e.meta.id)).toEqual([...files.keys()].toSorted());
    expect(EDITS).toEqual([...files.values()].flat().toSorted((a, b) => (a.meta.id < b.meta.id ? -1 : 1)));
  });

  it.each(EDITS.map((e) => e.meta.id))('%s has a test and a page', (id) => {
    expect(existsSync(new URL(`${id}.test.ts`, TESTS))).toBe(true);
    expect(existsSync(new URL(`${id}.md`, PAGES))).toBe(true);
  });
});
