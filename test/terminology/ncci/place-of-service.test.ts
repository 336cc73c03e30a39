import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/kernel/index.ts';
import { ncciTables } from '../../../src/terminology/ncci/ncci.ts';
import { isNcciSet, readNcciText } from '../../../src/terminology/ncci/ncci-set.ts';
import { readInfo, readTable } from '../../../src/terminology/release/table-file.ts';
import { day } from './official-files.ts';

const FOLDER = new URL('../../../src/terminology/', import.meta.url);

describe('the place-of-service set that ships', () => {
  const bytes = readFileSync(new URL('starter/place-of-service.tsv', FOLDER));
  const file = readTable(bytes, 'place-of-service.tsv', false);
  const set = readNcciText('place-of-service', file, readInfo(file, 'x'), (detail) => {
    throw new Error(detail);
  });
  const places = ncciTables(set ? [set] : []);
  const kind = (code: string, on = '2026-01-01') => places.placeOfService(code, day(on)).kind;

  it('holds the 52 assigned codes, each once, in order', () => {
    const codes = file.body
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(0, 2));
    expect(set && isNcciSet(set)).toBe(true);
    expect(codes).toHaveLength(52);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(file.header.get('checksum')).toBe(sha256(file.body));
  });

  it('tells telehealth and newer places by date', () => {
    expect([kind('02', '2016-12-31'), kind('02', '2017-01-01')]).toEqual(['not-yet', 'place']);
    expect([kind('10', '2021-12-31'), kind('10', '2022-01-01')]).toEqual(['not-yet', 'place']);
    expect([kind('27', '2023-09-30'), kind('27', '2023-10-01')]).toEqual(['not-yet', 'place']);
    expect([kind('66', '2024-07-31'), kind('66', '2024-08-01')]).toEqual(['not-yet', 'place']);
    for (const code of ['11', '12', '21', '22', '23', '81']) expect(kind(code, '2010-01-01')).toBe('place');
  });

  it('does not take a code for unassigned because it lacks it: CMS may have added it since', () => {
    for (const code of ['28', '88', '98', '100']) expect(kind(code)).toBe('cannot-tell');
  });
});
