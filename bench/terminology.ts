/** Code sets: cold load and look-ups of the official FY2026 file, beside JSON.parse of the same rows and a Map. */
import { existsSync, readFileSync } from 'node:fs';
import type { ServiceDate } from '../src/kernel/index.ts';
import {
  createTerminology,
  type Icd10CmCode,
  icd10CmCode,
  icd10CmRelease,
  readCodeSet,
  readOfficial,
} from '../src/terminology/index.ts';

const FILE = new URL('../../shared/data/icd10cm/icd10cm-order-files-2026.zip', import.meta.url);
const ON = '2025-10-15' as ServiceDate;
const LOOKUPS = 2_000_000;

/** Prints one line per figure. */
export async function run(): Promise<void> {
  if (!existsSync(FILE)) {
    console.log('terminology: skipped, ../shared is absent');
    return;
  }
  const zip = { name: 'icd10cm-order-files-2026.zip', bytes: readFileSync(FILE) };
  const imported = timed(() => readOfficial([zip], { kept: () => undefined }));
  console.log(`terminology: import of FY2026 ${ms(imported.ms)} (aim 3,000 ms)`);
  const table = imported.value[0];
  if (table) compare(new TextEncoder().encode(table.text), table.info.id);
}

function compare(stored: Uint8Array, id: string): void {
  const before = process.memoryUsage().rss;
  const loaded = timed(() => readCodeSet(stored, id));
  if (loaded.value.kind !== 'icd10cm-codes') return;
  const release = icd10CmRelease(loaded.value.info, loaded.value.table);
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  const json = JSON.stringify([...release.rows()]);
  const parsed = timed(() => JSON.parse(json) as readonly { code: string }[]);
  console.log(
    `terminology: cold load ${ms(loaded.ms)}, ${grown.toFixed(0)} MB more resident (aims 300 ms, 60 MB); JSON.parse of the same rows ${ms(parsed.ms)}: ratio ${ratio(loaded.ms, parsed.ms)}`,
  );
  const codes = parsed.value.flatMap((row) => icd10CmCode(row.code) ?? []);
  const map = new Map<string, unknown>(parsed.value.map((row, i) => [codes[i] ?? '', row]));
  const { icd10cm } = createTerminology([release], [], []);
  const ours = perSecond(codes, (code) => icd10cm.lookup(code, ON));
  const plain = perSecond(codes, (code) => map.get(code));
  console.log(
    `terminology: ${(ours / 1e6).toFixed(1)} million dated look-ups a second (aim 1); a Map of objects ${(plain / 1e6).toFixed(1)}: ratio ${ratio(plain, ours)}`,
  );
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

const ms = (value: number): string => `${Math.round(value).toLocaleString('en-US')} ms`;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);
