import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceDate } from '../../src/kernel/index.ts';
import { loadTerminology } from '../../src/store/index.ts';
import { icd10CmCode } from '../../src/terminology/index.ts';

const TABLE = resolve(import.meta.dirname, '../../mappings/long-term-drugs/drugs.json');
const { rows } = JSON.parse(readFileSync(join(TABLE), 'utf8')) as {
  rows: { id: string; code: string; drugs: string[]; for: string[] }[];
};

describe('the table of long-term drugs', () => {
  it('suggests only billable Z79 codes, in both years it speaks for', () => {
    const terminology = loadTerminology();
    for (const on of ['2025-09-30', '2026-09-30'].map(serviceDate)) {
      for (const { code } of rows) {
        const normal = icd10CmCode(code);
        expect(code).toMatch(/^Z79\./);
        expect([code, normal && on && terminology.icd10cm.status(normal, on).kind]).toEqual([code, 'active']);
      }
    }
  });

  it('names a drug once, in letters a pattern can hold', () => {
    const names = rows.flatMap((r) => r.drugs);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((n) => !/^[a-z]+$/.test(n))).toEqual([]);
    expect(rows.filter((r) => r.for.length === 0)).toEqual([]);
  });
});
