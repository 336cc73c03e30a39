/** The note edits on the official tabular list and the official codes; skipped where ../shared is absent. */
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { isManifestationTitle } from '../../src/edits/icd10cm-manifestation-first.ts';
import { runEdits } from '../../src/edits/index.ts';
import {
  icd10CmCode,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../src/terminology/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { ON, subject } from './subjects.ts';

const DATA = new URL('../../../shared/data/icd10cm/', import.meta.url);
const FILES = ['icd10cm-order-files-2026.zip', 'icd10cm_tabular_2021.xml.gz'];
const absent = !existsSync(DATA);

function official(): Terminology {
  const files = FILES.map((name) => ({ name, bytes: readFileSync(new URL(name, DATA)) }));
  const tables = readOfficial(files, { kept: () => undefined });
  return terminologyOf(tables.map((t) => readCodeSet(new TextEncoder().encode(t.text), t.info.id)));
}

describe.skipIf(absent)('on the official files (skipped without ../shared)', () => {
  let terminology = fakeTerminology();
  beforeAll(() => {
    terminology = official();
  });
  const found = (...dx: readonly string[]): readonly string[] =>
    runEdits(subject({ dx, lines: ['99213'], stage: 'codes' }), { terminology })
      .findings.filter((f) => f.edit.startsWith('icd10cm-') && f.severity !== 'information')
      .map((f) => `${f.severity} ${f.edit} ${f.codes.join(' ')}`);

  it.each([
    [['E10.9', 'E11.9'], ['error icd10cm-excludes1 E10.9 E11.9']],
    [['E11.9', 'R73.03'], ['error icd10cm-excludes1 R73.03 E11.9']],
    [['I25.10', 'I20.9'], ['error icd10cm-excludes1 I20.9 I25.10']],
    [['B20', 'Z21'], ['error icd10cm-excludes1 B20 Z21']],
    [['L97.411', 'E11.621'], ['error icd10cm-code-first L97.411 E11.621']],
    [['N18.31', 'I12.9'], ['error icd10cm-code-first N18.31 I12.9']],
    [['J12.82', 'U07.1'], ['error icd10cm-code-first J12.82 U07.1']],
    [
      ['F02.80', 'G30.9'],
      ['error icd10cm-code-first F02.80 G30.9', 'error icd10cm-manifestation-first F02.80'],
    ],
    [['W19.XXXA', 'S52.501A'], ['error icd10cm-external-cause-first W19.XXXA']],
    [['R05'], ['error icd10cm-not-billable R05 R05.1 R05.2 R05.3 R05.4 R05.8']],
    [['E11.7'], ['error icd10cm-unknown E11.7']],
    [['D63.1'], ['warning icd10cm-code-first D63.1']],
  ])('%j is found', (dx, expected) => expect(found(...dx)).toEqual(expected));

  it.each([
    [['E11.22', 'I12.9', 'N18.31', 'Z79.4', 'Z79.84']],
    [['I11.0', 'I50.9']],
    [['J44.0', 'J20.9']],
    [['J44.1', 'J45.909']],
    [['A41.9', 'R65.20', 'J18.9', 'N17.9']],
    [['O24.410', 'Z3A.30']],
    [['O80', 'Z3A.39', 'Z37.0']],
    [['Z00.129', 'Z23']],
    [['G30.9', 'F02.80']],
    [['U07.1', 'J12.82']],
    [['S52.501A', 'W19.XXXA', 'Y92.009']],
    [['C50.911', 'Z17.0']],
    [['Z51.11', 'C50.911']],
    [['E66.812', 'Z68.36']],
    [['I50.9']],
    [['N18.31']],
    [['A41.51']],
  ])('%j is clean', (dx) => expect(found(...dx)).toEqual([]));

  it('calls a manifestation what the titles call so', () => {
    const title = (text: string): string => {
      const code = icd10CmCode(text);
      return (code && terminology.icd10cm.lookup(code, ON)?.title) ?? '';
    };
    for (const code of ['D77', 'F02.80', 'F54', 'G63', 'H42', 'I43', 'J91.8', 'M36.8', 'N08']) {
      expect(isManifestationTitle(title(code)), code).toBe(true);
    }
    for (const code of ['B95.0', 'B96.20', 'B97.4', 'F07.81', 'G93.9']) {
      expect(isManifestationTitle(title(code)), code).toBe(false);
    }
  });
});
