import { describe, expect, it } from 'vitest';
import { type CodeStatus, createTerminology, type Icd10CmRelease } from '../../src/terminology/index.ts';
import { noteLine, notesEdition } from '../../src/terminology/notes/notes-edition.ts';
import { parseTargets } from '../../src/terminology/notes/parse-targets.ts';
import { code, day, type Row, release } from './support.ts';

const OLD: readonly Row[] = [
  ['E11', 0, 'Type 2 diabetes mellitus'],
  ['E119', 1, 'Without complications'],
  ['G35', 1, 'Multiple sclerosis'],
  ['S301', 0, 'Contusion of abdominal wall'],
  ['S301XXA', 1, 'Contusion of abdominal wall, initial encounter'],
  ['S301XXD', 1, 'Contusion of abdominal wall, subsequent encounter'],
];
const NEW: readonly Row[] = [
  ['E11', 0, 'Type 2 diabetes mellitus'],
  ['E119', 1, 'Without complications'],
  ['E11A', 1, 'Without complications in remission'],
  ['G35', 0, 'Multiple sclerosis'],
  ['G35A', 1, 'Relapsing-remitting multiple sclerosis'],
  ['G35D', 1, 'Multiple sclerosis, unspecified'],
  ['S301', 0, 'Contusion of abdominal wall'],
  ['S3011', 0, 'Contusion of abdominal wall'],
  ['S3011XA', 1, 'Contusion of abdominal wall, initial encounter'],
  ['S3011XD', 1, 'Contusion of abdominal wall, subsequent encounter'],
];
const CHANGES = [
  { kind: 'added', code: code('E11.A') },
  { kind: 'retired', code: code('S30.1XXA'), successors: [code('S30.11XA')] },
] as const;

const old = release(2025, OLD);
const latest = release(2026, NEW);
const withAddenda = release(2026, NEW, { changes: CHANGES });
const oldStarter = release(2025, OLD.slice(0, 2), { complete: false });
const starter = release(2026, NEW.slice(0, 2), { complete: false, changes: CHANGES });

const of = (...releases: readonly Icd10CmRelease[]) => createTerminology(releases, [], []).icd10cm;
const status = (releases: readonly Icd10CmRelease[], text: string, on: string): CodeStatus =>
  of(...releases).status(code(text), day(on));

const LAST = '2025-09-30';
const FIRST = '2025-10-01';

describe('the release in force', () => {
  it('changes between 30 September and 1 October', () => {
    const terms = of(old, latest);
    expect(terms.release(day(LAST))?.id).toBe('icd10cm-2025');
    expect(terms.release(day(FIRST))?.id).toBe('icd10cm-2026');
    expect(terms.release(day('2024-09-30'))).toBeUndefined();
    expect(terms.release(day('2024-10-01'))?.id).toBe('icd10cm-2025');
    expect(terms.release(day('2026-10-01'))).toBeUndefined();
  });

  it('is a complete one before a starter, whatever the order they come in', () => {
    for (const releases of [
      [starter, latest],
      [latest, starter],
    ]) {
      expect(of(...releases).release(day(FIRST))?.id).toBe('icd10cm-2026');
    }
    expect(of(starter, old).release(day(FIRST))?.id).toBe('icd10cm-2026-starter');
  });

  it('is the mid-year update from 1 April on', () => {
    const april = release(2026, NEW, { id: 'icd10cm-2026-04', from: '2026-04-01' });
    const terms = of(latest, april);
    expect(terms.release(day('2026-03-31'))?.id).toBe('icd10cm-2026');
    expect(terms.release(day('2026-04-01'))?.id).toBe('icd10cm-2026-04');
  });
});

describe('the status of a code', () => {
  it('is active or a heading while the release in force has it', () => {
    expect(status([latest], 'E11.9', FIRST)).toMatchObject({ kind: 'active', entry: { code: 'E11.9' } });
    expect(status([latest], 'E11', FIRST)).toMatchObject({ kind: 'header', entry: { billable: false } });
  });

  it('is a heading, not retired, once the code was divided', () => {
    expect(status([old, latest], 'G35', LAST).kind).toBe('active');
    expect(status([old, latest], 'G35', FIRST).kind).toBe('header');
    expect(
      of(latest)
        .billableUnder(code('G35'), day(FIRST))
        .map((entry) => entry.code),
    ).toEqual(['G35.A', 'G35.D']);
  });

  it('is retired from the day after its last, with the codes that took its place', () => {
    const gone = { kind: 'retired', lastDay: LAST, release: { id: 'icd10cm-2026' } };
    expect(status([old, withAddenda], 'S30.1XXA', LAST).kind).toBe('active');
    expect(status([withAddenda], 'S30.1XXA', FIRST)).toMatchObject({ ...gone, successors: ['S30.11XA'] });
    expect(status([withAddenda], 'S30.1XXA', '2026-09-30')).toMatchObject(gone);
  });

  it('is retired without addenda when two complete releases show it', () => {
    expect(status([old, latest], 'S30.1XXD', FIRST)).toMatchObject({
      kind: 'retired',
      lastDay: LAST,
      successors: ['S30.11XD'],
    });
    // A starter proves presence, so the code was valid; but not what is new.
    const early = release(2025, OLD, { complete: false });
    expect(status([early, latest], 'S30.1XXD', FIRST)).toMatchObject({
      kind: 'retired',
      lastDay: LAST,
      successors: [],
    });
  });

  it('stays retired in the years after', () => {
    const next = release(2027, NEW);
    expect(status([withAddenda, next], 'S30.1XXA', '2026-10-01')).toMatchObject({
      kind: 'retired',
      lastDay: LAST,
    });
  });

  it('is not yet in force before its first day', () => {
    expect(status([old, latest], 'E11.A', LAST)).toMatchObject({
      kind: 'not-yet',
      from: FIRST,
      release: { id: 'icd10cm-2025' },
    });
    expect(status([old, latest], 'E11.A', FIRST).kind).toBe('active');
    expect(status([oldStarter, starter], 'E11.A', LAST)).toMatchObject({ kind: 'not-yet', from: FIRST });
  });

  it('is unknown when a complete release lacks it and nothing else has it', () => {
    expect(status([latest], 'E11.8', FIRST)).toMatchObject({
      kind: 'unknown',
      release: { id: 'icd10cm-2026' },
    });
    expect(status([old, latest], 'E11.8', LAST).kind).toBe('unknown');
  });

  it('cannot be told from a starter that lacks it, unless the addenda say', () => {
    expect(status([starter], 'E11.8', FIRST)).toEqual({
      kind: 'cannot-tell',
      reason:
        'the starter release does not hold E11.8; import the official file: npx claimwright codes import FILE',
    });
    expect(status([starter], 'S30.1XXA', FIRST)).toMatchObject({ kind: 'retired', successors: ['S30.11XA'] });
    // A later starter having it does not prove that this year's code set lacks it.
    expect(status([oldStarter, release(2026, NEW, { complete: false })], 'E11.A', LAST).kind).toBe(
      'cannot-tell',
    );
  });

  it('cannot be told on a date that no release covers', () => {
    for (const on of ['2026-10-01', '2024-09-30']) {
      expect(status([old, latest], 'E11.9', on)).toEqual({
        kind: 'cannot-tell',
        reason: `no ICD-10-CM release is loaded for ${on}`,
      });
    }
    expect(status([], 'E11.9', FIRST).kind).toBe('cannot-tell');
  });

  it('does not retire what only the other code system, or a gap, leaves out', () => {
    const far = release(2028, NEW);
    expect(status([old, far], 'S30.1XXA', '2027-10-01')).toMatchObject({ kind: 'retired', lastDay: LAST });
    expect(status([old, far], 'E11.9', '2026-10-01').kind).toBe('cannot-tell');
  });
});

describe('look-ups outside any release', () => {
  const terms = of(latest);
  it('are empty, never a guess', () => {
    const on = day('2026-10-01');
    expect(terms.lookup(code('E11.9'), on)).toBeUndefined();
    expect(terms.children(code('E11'), on)).toEqual([]);
    expect(terms.billableUnder(code('E11'), on)).toEqual([]);
  });
});

describe('tabular notes', () => {
  const edition = (year: number, complete = true, text = 'sclerosis (G35)') =>
    notesEdition(
      {
        ...latest.info,
        id: `tabular-${year}-${complete}`,
        title: `Tabular ${year}${complete ? '' : ' starter'}`,
        version: String(year),
        effective: { from: day(`${year - 1}-10-01`) },
        complete,
      },
      noteLine({ kind: 'excludes1', node: 'E11', text, targets: parseTargets(text) }),
      (detail) => {
        throw new Error(detail);
      },
    );
  const terms = (...editions: readonly ReturnType<typeof edition>[]) =>
    createTerminology([old, latest], editions, []).icd10cm;

  it('bind everything below the node that bears them, with targets of the release in force', () => {
    const notes = terms(edition(2021)).notes(code('E11.9'), day(FIRST));
    expect(notes).toEqual([
      { kind: 'excludes1', node: 'E11', text: 'sclerosis (G35)', targets: [{ from: 'G35', to: 'G35' }] },
    ]);
    expect(terms(edition(2021)).notes(code('G35'), day(FIRST))).toEqual([]);
  });

  it('have a target only in the release that has the code', () => {
    const changing = terms(edition(2021, true, 'in remission (E11.A)'));
    expect(changing.notes(code('E11.9'), day(FIRST))[0]?.targets).toEqual([{ from: 'E11.A', to: 'E11.A' }]);
    expect(changing.notes(code('E11.9'), day(LAST))[0]?.targets).toEqual([]);
  });

  it('come from the latest edition up to the date’s year, an imported one before the starter’s', () => {
    const three = terms(edition(2021), edition(2026), edition(2026, false));
    expect(three.notesEdition(day(LAST))).toBe('Tabular 2021');
    expect(three.notesEdition(day(FIRST))).toBe('Tabular 2026');
    expect(terms(edition(2027)).notesEdition(day(FIRST))).toBeUndefined();
    expect(terms(edition(2027)).notes(code('E11.9'), day(FIRST))).toEqual([]);
    expect(terms().notesEdition(day(FIRST))).toBeUndefined();
  });
});
