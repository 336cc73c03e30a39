/** Reads the rows of mappings/coverage.json and the short cases of the rules that `suggest/` and the edits hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CoverageRow, GuidelineCases } from '../suggest/index.ts';

const ROWS = fileURLToPath(new URL('../../mappings/coverage.json', import.meta.url));
const CASES = fileURLToPath(new URL('../suggest/guideline-cases', import.meta.url));

export interface CoverageFiles {
  readonly rows: readonly CoverageRow[];
  /** By file name. */
  readonly parts: readonly GuidelineCases[];
}

export function readCoverage(): CoverageFiles {
  const files = readdirSync(CASES).filter((name) => name.endsWith('.json'));
  return {
    rows: (parsed(ROWS) as { rows: readonly CoverageRow[] }).rows,
    parts: files.sort().map((name) => parsed(join(CASES, name)) as GuidelineCases),
  };
}

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
