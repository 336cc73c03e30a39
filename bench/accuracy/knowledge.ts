/** What the accuracy bench codes with: the shipped modules, and the official releases where ../shared has them. */
import { readFileSync } from 'node:fs';
import { parseChargeTable } from '../../src/claim/index.ts';
import type { PipelineKnowledge } from '../../src/flow/index.ts';
import { loadModules, loadStarter } from '../../src/store/index.ts';
import { type CodeSet, readCodeSet, readOfficial, terminologyOf } from '../../src/terminology/index.ts';
import { sharedFile } from '../../test/support/shared.ts';

const ROOT = new URL('../../', import.meta.url);

/** Two fiscal years: the charts stand on both sides of 1 October 2025. */
const OFFICIAL = [
  'data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip',
  'data/icd10cm/icd10cm-order-files-2026.zip',
];

export interface AccuracyKnowledge {
  /** Without a calibration table: the rules' own confidence, which calibration is fitted on and compared with. */
  readonly pipeline: PipelineKnowledge;
  /** Which codes it knows, in words. */
  readonly codes: string;
}

export async function accuracyKnowledge(): Promise<AccuracyKnowledge> {
  const official = officialSets();
  const modules = await loadModules(new URL('mappings', ROOT).pathname, { trustCode: true });
  return {
    codes: official.length > 0 ? 'official FY2025 and FY2026 codes' : 'starter codes',
    pipeline: {
      modules: modules.map((m) => m.module),
      terminology: terminologyOf([...loadStarter(), ...official]),
      charges: parseChargeTable(readFileSync(new URL('examples/charge-table.csv', ROOT), 'utf8')),
    },
  };
}

export function officialSets(): readonly CodeSet[] {
  const paths = OFFICIAL.map(sharedFile);
  return paths.some((p) => p === undefined) ? [] : paths.flatMap((p) => setsOf(p ?? ''));
}

function setsOf(path: string): readonly CodeSet[] {
  const file = { name: path.split('/').at(-1) ?? path, bytes: readFileSync(path) };
  return readOfficial([file], { kept: () => undefined }).map((table) =>
    readCodeSet(new TextEncoder().encode(table.text), table.info.id),
  );
}
