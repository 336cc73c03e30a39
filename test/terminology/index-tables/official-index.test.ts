/** The official tables of April 2026 read whole, and every code they print held against the order file of FY2026. */
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import {
  type CodeSet,
  type Icd10CmEdition,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../../src/terminology/index.ts';
import { describeWithShared } from '../../support/shared.ts';
import { read } from '../import/small-tables.ts';
import { bytes, code, day } from '../support.ts';

const FILES = ['drug', 'eindex', 'neoplasm'].map(
  (name) => `data/icd10cm/icd10cm-${name}-April-1-2026.xml.gz`,
);
const ORDER = 'data/icd10cm/icd10cm-order-files-2026.zip';
const ON = day('2026-04-01');
const fileOf = (path: string) => ({ name: path.split('/').at(-1) ?? '', bytes: readFileSync(path) });

describeWithShared('the official index tables', [...FILES, ORDER], (...paths) => {
  let sets: readonly CodeSet[];
  let terminology: Terminology;
  let edition: Icd10CmEdition;
  beforeAll(() => {
    const tables = readOfficial(paths.map(fileOf), { kept: () => undefined });
    sets = tables.map((table) => readCodeSet(bytes(table.text), table.info.id));
    terminology = terminologyOf(sets);
    edition = terminology.icd10cm.edition(ON) ?? expect.fail('no edition');
  });

  it('are counted', () => {
    const counts = sets.flatMap((set) => ('edition' in set ? [[set.info.id, set.info.counts.rows]] : []));
    expect(counts).toEqual([
      ['icd10cm-2026-04-drugs', 7_430],
      ['icd10cm-2026-04-external-index', 8_090],
      ['icd10cm-2026-04-neoplasms', 1_940],
    ]);
  });

  it('lose no code: every one that the files print is answered', () => {
    for (const [i, kind] of ['icd10cm-drugs', 'icd10cm-external-index', 'icd10cm-neoplasms'].entries()) {
      const text = gunzipSync(readFileSync(paths[i] ?? '')).toString('utf8');
      const printed = text.match(/<(?:code|subcat|cell col="\d")>[A-Z]/g) ?? [];
      const kept = [...termsOf(kind)]
        .flatMap(({ entry, cells }) => [...entry.codes, ...cells])
        .filter(Boolean);
      expect(kept.length).toBe(printed.length);
    }
  });

  function* termsOf(kind: string) {
    const set = sets.find((one) => one.kind === kind);
    if (set && 'edition' in set && 'terms' in set.edition) yield* set.edition.terms();
  }

  // What the official tables themselves have wrong: a dash after a code that nothing divides. The answer says what is printed.
  const DASHED = ['C79.2', 'D16.4', 'D16.5', 'D16.6', 'D16.7', 'D16.8', 'D16.9'];

  it('print no code that FY2026 does not have', () => {
    const missing: string[] = [];
    const undivided = new Set<string>();
    for (const kind of ['icd10cm-drugs', 'icd10cm-external-index', 'icd10cm-neoplasms'])
      for (const { entry, cells } of termsOf(kind))
        for (const printed of [...entry.codes, ...entry.manifestations, ...cells]) {
          if (!printed) continue;
          if (!edition.lookup(printed.code)) missing.push(`${printed.code} (${entry.path.join(', ')})`);
          else if (printed.subdivided && edition.lookup(printed.code)?.billable) undivided.add(printed.code);
        }
    expect(missing).toEqual([]);
    expect([...undivided].sort()).toEqual(DASHED);
  });

  it('give a drug its six codes', () => {
    expect(terminology.icd10cmIndex.drug('digoxin', ON)).toMatchObject({
      kind: 'found',
      entries: [
        {
          path: ['Digoxin'],
          columns: {
            accidental: { code: 'T46.0X1' },
            intentional: { code: 'T46.0X2' },
            assault: { code: 'T46.0X3' },
            undetermined: { code: 'T46.0X4' },
            adverseEffect: { code: 'T46.0X5' },
            underdosing: { code: 'T46.0X6' },
          },
        },
      ],
    });
  });

  it('leave empty what the table leaves empty', () => {
    const answer = terminology.icd10cmIndex.drug('2,4-toluene diisocyanate', ON);
    expect(answer).toMatchObject({
      kind: 'found',
      entries: [{ columns: { accidental: { code: 'T65.0X1' } } }],
    });
    if (answer.kind === 'found') expect(answer.entries[0]?.columns.adverseEffect).toBeUndefined();
  });

  it('give a site its six codes, with and without the main term', () => {
    const wall = {
      malignantPrimary: { code: 'C44.509' },
      malignantSecondary: { code: 'C79.2' },
      unspecified: { code: 'D49.2' },
    };
    for (const site of ['abdomen, wall', 'Neoplasm, abdominal, wall', ['abdomen', 'wall']])
      expect(terminology.icd10cmIndex.neoplasm(site, ON)).toMatchObject({ entries: [{ columns: wall }] });
    expect(terminology.icd10cmIndex.neoplasm('elbow of the mind', ON).kind).toBe('unknown');
    expect(terminology.icd10cmIndex.neoplasm('', ON).kind).toBe('unknown');
  });

  it('follow a path of external causes', () => {
    expect(
      terminology.icd10cmIndex.lookup('external-causes', 'Accident, boat, striking swimmer, powered', ON),
    ).toMatchObject({
      entries: [
        { path: ['Accident', 'boat, boating', 'striking swimmer', 'powered'], codes: [{ code: 'V94.11' }] },
      ],
    });
  });

  it('find every term by its own path', () => {
    for (const { entry } of [...termsOf('icd10cm-external-index')].filter((_, i) => i % 40 === 0)) {
      const answer = terminology.icd10cmIndex.lookup('external-causes', entry.path, ON);
      expect(
        answer.kind === 'found' && answer.entries.some(({ path }) => path.join() === entry.path.join()),
      ).toBe(true);
    }
  });

  it('begin on 1 April', () => {
    expect(terminology.icd10cmIndex.drug('digoxin', day('2026-03-31')).kind).toBe('cannot-tell');
    expect(terminology.icd10cm.status(code('T46.0X1A'), day('2026-03-31')).kind).toBe('active');
  });

  it('are refused when a row is gone', () => {
    const text = gunzipSync(readFileSync(paths[0] ?? '')).toString('utf8');
    const one = /<mainTerm>\s*<title>Digoxin<\/title>.*?<\/mainTerm>/s;
    expect(() => read('icd10cm-drug-April-1-2026.xml.gz', gzipSync(text.replace(one, '')))).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(/7429 terms/) }),
    );
    expect(() => read('icd10cm-neoplasm-April-1-2026.xml', text)).toThrow(/its heading/);
  });
});
