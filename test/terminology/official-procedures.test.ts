/** The official HCPCS file of 2020 and the ICD-10-PCS file of FY2026, read whole. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import {
  icd10PcsCode,
  type ProcedureCode,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../src/terminology/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { bytes, day } from './support.ts';

const HCPCS = 'data/hcpcs/2020-Alpha-Numeric-HCPCS-File.zip';
const PCS = 'data/icd10pcs/zip-file-3-2026-icd-10-pcs-codes-file.zip';

describeWithShared('the official procedure files', [HCPCS, PCS], (hcpcs = '', pcs = '') => {
  let terminology: Terminology;
  beforeAll(() => {
    const files = [hcpcs, pcs].map((path) => ({
      name: path.split('/').at(-1) ?? '',
      bytes: readFileSync(path),
    }));
    const tables = readOfficial(files, { kept: () => undefined });
    terminology = terminologyOf(tables.map((table) => readCodeSet(bytes(table.text), table.info.id)));
  });
  const status = (code: string, on: string) => terminology.procedures.status(code as ProcedureCode, day(on));

  it('are counted', () => {
    expect(terminology.releases().map(({ id, counts }) => [id, counts.rows, counts.billable])).toEqual([
      ['icd10pcs-2026', 79_115, 79_115],
      ['hcpcs-2020', 7_079, 6_710],
    ]);
  });

  it('lose no code, modifier or day', () => {
    const text = new TextDecoder('latin1').decode(
      unzipSync(readFileSync(hcpcs))['HCPC2020_ANWEB_w_disclaimer.txt'],
    );
    const first = text.split('\r\n').filter((line) => /^.{5}00100[37]/.test(line));
    expect(first).toHaveLength(7_079);
    const on = day('2020-01-01');
    const differ = first.filter((line) => {
      const [code, ended] = [line.slice(0, 5).trim(), line.slice(284, 292).trim()];
      const known =
        code.length === 2 ? terminology.procedures.modifier(code, on) : status(code, '2020-01-01');
      const lastDay = ended.replace(/(....)(..)(..)/, '$1-$2-$3');
      return ended !== '' && lastDay < on
        ? !(known.kind === 'retired' && known.lastDay === lastDay)
        : known.kind !== 'active';
    });
    expect(differ).toEqual([]);
  });

  it.each([
    ['J1100', '2020-01-01', { kind: 'active', label: 'Injection, dexamethasone sodium phosphate, 1 mg' }],
    ['A0021', '2020-12-31', { kind: 'active' }],
    ['C9035', '2019-09-30', { kind: 'active' }],
    ['C9035', '2019-10-01', { kind: 'retired', lastDay: '2019-09-30' }],
    ['A4226', '2019-12-31', { kind: 'not-yet', from: '2020-01-01' }],
    ['A4226', '2020-01-01', { kind: 'active', label: 'Weekly supply maint cgs pump' }],
    ['J9998', '2020-01-01', { kind: 'unknown', release: { id: 'hcpcs-2020' } }],
    ['D0120', '2020-01-01', { kind: 'cannot-tell' }],
    ['99213', '2020-01-01', { kind: 'cannot-tell' }],
    ['J1100', '2026-01-05', { kind: 'cannot-tell' }],
  ])('%s on %s', (code, on, expected) => expect(status(code, on)).toMatchObject(expected));

  it('keep long descriptions and details', () => {
    const entry = terminology.procedures.lookup('G0438' as ProcedureCode, day('2020-01-01'));
    expect(entry).toMatchObject({
      title: 'Annual wellness visit; includes a personalized prevention plan of service (pps), initial visit',
      label: 'Ppps, initial visit',
      from: '2011-01-01',
      details: { coverage: 'C', pricing: ['13'], betos: 'M5D', typeOfService: ['1'], action: 'N' },
    });
  });

  it.each([
    ['LT', '2020-01-01', 'active'],
    ['GD', '2019-12-31', 'active'],
    ['GD', '2020-01-01', 'retired'],
    ['59', '2020-01-01', 'cannot-tell'],
    ['ZZ', '2020-01-01', 'unknown'],
  ])('modifier %s on %s is %s', (code, on, kind) =>
    expect(terminology.procedures.modifier(code, day(on)).kind).toBe(kind),
  );

  it.each([
    [
      '0016070',
      '2025-10-01',
      {
        kind: 'active',
        entry: {
          title: 'Bypass Cerebral Ventricle to Nasopharynx with Autologous Tissue Substitute, Open Approach',
        },
      },
    ],
    ['00H033J', '2026-09-30', { kind: 'active' }],
    ['X2A5312', '2025-10-01', { kind: 'retired', lastDay: '2025-09-30' }],
    ['0016079', '2025-10-01', { kind: 'unknown', release: { id: 'icd10pcs-2026' } }],
    ['0016070', '2025-09-30', { kind: 'cannot-tell' }],
  ])('ICD-10-PCS %s on %s', (text, on, expected) => {
    const code = icd10PcsCode(text);
    expect(code && terminology.icd10pcs.status(code, day(on))).toMatchObject(expected);
  });
});
