/** Code sets: cold load and look-ups of the official FY2026 file, beside JSON.parse of the same rows and a Map. */
import { existsSync, readFileSync } from 'node:fs';
import type { ServiceDate } from '../src/kernel/index.ts';
import {
  createTerminology,
  type Icd10CmCode,
  type Icd10CmRelease,
  icd10CmCode,
  icd10CmRelease,
  readCodeSet,
  readOfficial,
} from '../src/terminology/index.ts';
import type { Figure } from './support/figure.ts';

const FILE = new URL('../../shared/data/icd10cm/icd10cm-order-files-2026.zip', import.meta.url);
const ON = '2025-10-15' as ServiceDate;
const LOOKUPS = 2_000_000;

export const name = 'ICD-10-CM code sets, the official FY2026 file';

export async function run(): Promise<readonly Figure[]> {
  if (!existsSync(FILE)) return [{ label: 'skipped: ../shared is absent', value: 0, unit: '' }];
  const zip = { name: 'icd10cm-order-files-2026.zip', bytes: readFileSync(FILE) };
  const imported = timed(() => readOfficial([zip], { kept: () => undefined }));
  const table = imported.value[0];
  return [
    { label: 'import', value: imported.ms, unit: 'ms', aim: 3_000 },
    ...(table ? loading(new TextEncoder().encode(table.text), table.info.id) : []),
  ];
}

function loading(stored: Uint8Array, id: string): readonly Figure[] {
  const before = process.memoryUsage().rss;
  const loaded = timed(() => readCodeSet(stored, id));
  if (loaded.value.kind !== 'icd10cm-codes') return [];
  const release = icd10CmRelease(loaded.value.info, loaded.value.table);
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  const json = JSON.stringify([...release.rows()]);
  const parsed = timed(() => JSON.parse(json) as readonly { code: string }[]);
  return [
    { label: 'cold load', value: loaded.ms, unit: 'ms', aim: 300 },
    { label: 'more resident', value: grown, unit: 'MB', aim: 60 },
    { label: 'cold load', value: loaded.ms / parsed.ms, unit: '× JSON.parse of the rows' },
    ...lookups(release, parsed.value),
  ];
}

function lookups(release: Icd10CmRelease, rows: readonly { code: string }[]): readonly Figure[] {
  const codes = rows.flatMap((row) => icd10CmCode(row.code) ?? []);
  const map = new Map<string, unknown>(rows.map((row, i) => [codes[i] ?? '', row]));
  const { icd10cm } = createTerminology([release], [], []);
  const ours = perSecond(codes, (code) => icd10cm.lookup(code, ON));
  const plain = perSecond(codes, (code) => map.get(code));
  return [
    { label: 'dated look-ups', value: ours / 1e6, unit: 'million/s', aim: 1 },
    { label: 'a Map of objects', value: plain / ours, unit: '× as fast' },
  ];
}

function timed<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const start = performance.now();
  const value = work();
  return { value, ms: performance.now() - start };
}

/** Look-ups in an order that no cache foresees. */
function perSecond(codes: readonly Icd10CmCode[], look: (code: Icd10CmCode) => unknown): number {
  let found = 0;
  const { ms: spent } = timed(() => {
    for (let i = 0; i < LOOKUPS; i += 1) {
      const code = codes[(i * 7_919) % codes.length];
      if (code !== undefined && look(code) !== undefined) found += 1;
    }
  });
  if (found !== LOOKUPS) throw new Error(`${LOOKUPS - found} look-ups found nothing`);
  return (LOOKUPS / spent) * 1_000;
}
