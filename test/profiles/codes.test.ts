/** The code systems and names of `profiles/` are those that the program writes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConformance } from '../../src/store/index.ts';
import { ROOT } from '../support/service.ts';

const conformance = readConformance();
const concepts = (id: string): readonly string[] => {
  const found = conformance.find((r) => r.resourceType === 'CodeSystem' && r.id === id);
  return ((found as { concept?: readonly { code: string }[] } | undefined)?.concept ?? []).map((c) => c.code);
};
/** The words between quotes of a type in a source file. */
const union = (file: string, start: RegExp): readonly string[] => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const line = text.slice(text.search(start)).split(';', 1)[0] ?? '';
  return [...line.matchAll(/'([a-z-]+)'/g)].map((m) => m[1] ?? '');
};

describe('code systems', () => {
  it('have the codes of the program', () => {
    expect(concepts('task')).toEqual(union('src/clearinghouse/fhir/task.ts', /export type Work =/));
    expect(concepts('card-topic').toSorted()).toEqual(
      union('src/flow/cds/model.ts', /readonly code: 'coding'|code: '(?:coding|documentation)/).toSorted(),
    );
  });

  it('exist for every address of ours that the program names', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (f) => f.endsWith('.ts') && !f.startsWith('terminology/'),
    );
    const named = files.flatMap((file) => {
      const text = readFileSync(join(ROOT, 'src', file), 'utf8');
      return [
        ...text.matchAll(
          /(?:CLAIMWRIGHT_BASE\}|claimwright\.dev\/fhir)\/((?:CodeSystem|NamingSystem|StructureDefinition|ValueSet)\/[a-z0-9-]+)/g,
        ),
      ].map((m) => m[1]);
    });
    const served = new Set(conformance.map((r) => `${r.resourceType}/${r.id}`));
    expect(new Set(named).size).toBeGreaterThan(5);
    // What the 837 reader carries along of segments that R4 has no element for is read by itself alone.
    for (const own of ['x12-segment', 'x12-stated']) served.add(`StructureDefinition/${own}`);
    expect([...new Set(named)].filter((n) => !n?.endsWith('-') && !served.has(n ?? ''))).toEqual([]);
  });
});
