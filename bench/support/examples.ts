/** The example charts and the knowledge of the service, for the benches. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseChargeTable } from '../../src/claim/index.ts';
import type { PipelineKnowledge } from '../../src/flow/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CHARTS = join(ROOT, 'examples/charts');

export interface Example {
  readonly slug: string;
  /** The bundle without the white space that only people need. */
  readonly text: string;
  readonly encounter: string;
}

const json = (slug: string, file: string): unknown =>
  JSON.parse(readFileSync(join(CHARTS, slug, file), 'utf8'));

export const examples = (): readonly Example[] =>
  readdirSync(CHARTS, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map(({ name: slug }) => ({
      slug,
      text: JSON.stringify(json(slug, 'bundle.json')),
      encounter: (json(slug, 'expected.json') as { encounter: string }).encounter,
    }));

export async function knowledge(): Promise<PipelineKnowledge> {
  const modules = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
  return {
    modules: modules.map((m) => m.module),
    terminology: loadTerminology(),
    charges: parseChargeTable(readFileSync(join(ROOT, 'examples/charge-table.csv'), 'utf8')),
  };
}
