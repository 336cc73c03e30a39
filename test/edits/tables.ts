/** Small tables for tests of edits: NCCI, Medicare Code Editor lists, risk adjustment, coverage articles, on a fake terminology. */
import type {
  AddOnType,
  FeeIndicator,
  MceList,
  ModifierStatus,
  MueAdjudication,
  ProcedureCode,
  PtpIndicator,
  ReleaseInfo,
  SeventhCharacterAnswer,
  Terminology,
} from '../../src/terminology/index.ts';
import { procedureCode } from '../../src/terminology/index.ts';
import { day, type FakeTerms, fakeTerminology } from '../support/fake-terminology.ts';

export interface Tables extends FakeTerms {
  /** `[column 1, column 2, indicator, setting]`, in force since 2020. */
  readonly ptp?: readonly (readonly [string, string, PtpIndicator, ('practitioner' | 'hospital')?])[];
  /** `[code, value, MAI, setting]`. */
  readonly mue?: readonly (readonly [
    string,
    number,
    MueAdjudication,
    ('practitioner' | 'outpatient-hospital')?,
  ])[];
  readonly addOns?: Readonly<Record<string, readonly [AddOnType, readonly string[]]>>;
  readonly places?: readonly string[];
  /** List id → codes; every list named is published. */
  readonly mce?: Readonly<Record<string, readonly string[]>>;
  /** Code → categories of V28. */
  readonly hccs?: Readonly<Record<string, readonly number[]>>;
  /** Procedure → covered and not covered codes of its article. */
  readonly coverage?: Readonly<Record<string, { covered?: readonly string[]; not?: readonly string[] }>>;
  readonly seventh?: Readonly<Record<string, Extract<SeventhCharacterAnswer, { kind: 'required' }>>>;
  /** Modifier → whether it is known: `active`, `unknown`, or the last day it was valid. */
  readonly modifiers?: Readonly<Record<string, string>>;
  /** Days of the NCCI tables. */
  readonly until?: string;
}

const AGES: Readonly<Record<string, readonly [number, number]>> = {
  newborn: [0, 0],
  pediatric: [0, 17],
  maternity: [9, 64],
  adult: [15, 124],
};

const code = (text: string): ProcedureCode => {
  const normal = procedureCode(text);
  if (!normal) throw new Error(`no procedure code: ${text}`);
  return normal;
};

const info = (id: string): ReleaseInfo => ({
  id,
  system: 'test',
  version: 'test',
  title: id,
  effective: { from: day('2015-10-01') },
  checksum: 'test',
  source: 'test',
  licence: 'test',
  complete: true,
  counts: { rows: 1, billable: 1 },
});

export function tables(terms: Tables): Terminology {
  const base = fakeTerminology(terms);
  return {
    ...base,
    icd10cm: {
      ...base.icd10cm,
      seventhCharacters: (c, on) =>
        terms.seventh
          ? (terms.seventh[c] ?? { kind: 'none', edition: 'test' })
          : base.icd10cm.seventhCharacters(c, on),
    },
    procedures: {
      ...base.procedures,
      modifier: (m) => modifierOf(terms.modifiers?.[m]) ?? base.procedures.modifier(m, day('2026-01-01')),
    },
    ncci: ncciOf(terms, base),
    ...(terms.mce ? { mce: mceOf(terms.mce) } : {}),
    ...(terms.hccs ? { riskAdjustment: { ...base.riskAdjustment, hccs: hccsOf(terms.hccs) } } : {}),
    ...(terms.coverage ? { coverage: coverageOf(terms.coverage) } : {}),
  };
}

export type { FeeIndicator };

function modifierOf(row: string | undefined): ModifierStatus | undefined {
  if (row === undefined) return undefined;
  if (row === 'active') return { kind: 'active', label: 'test', release: info('hcpcs-test') };
  if (row === 'unknown') return { kind: 'unknown', release: info('hcpcs-test') };
  return { kind: 'retired', lastDay: day(row), label: 'test' };
}

function ncciOf(terms: Tables, base: Terminology): Terminology['ncci'] {
  const until = terms.until ?? '2030-12-31';
  return {
    ptp: (a, b, on, setting) => {
      if (!terms.ptp || on > until) return base.ncci.ptp(a, b, on, setting);
      const row = terms.ptp.find(
        ([one, two, , of = 'practitioner']) =>
          of === setting && ((one === a && two === b) || (one === b && two === a)),
      );
      if (!row) return { kind: 'none', edition: `ncci-ptp-${setting}-test` };
      const [column1, column2, indicator] = row;
      return {
        kind: 'edit',
        edit: {
          column1: code(column1),
          column2: code(column2),
          indicator,
          effective: day('2020-01-01'),
          rationale: 'test',
          edition: `ncci-ptp-${setting}-test`,
        },
      };
    },
    mue: (c, on, setting) => {
      if (!terms.mue || on > until) return base.ncci.mue(c, on, setting);
      const row = terms.mue.find(([of, , , where = 'practitioner']) => of === c && where === setting);
      if (!row) return { kind: 'none', edition: 'ncci-mue-test' };
      return {
        kind: 'limit',
        value: row[1],
        adjudication: row[2],
        rationale: 'test',
        edition: 'ncci-mue-test',
      };
    },
    addOn: (c, on) => {
      if (!terms.addOns || on > until) return base.ncci.addOn(c, on);
      const row = new Map(Object.entries(terms.addOns)).get(c);
      if (!row) return { kind: 'none', edition: 'ncci-add-on-test' };
      return { kind: 'add-on', type: row[0], primaries: row[1].map(code), edition: 'ncci-add-on-test' };
    },
    placeOfService: (place, on) => {
      if (!terms.places) return base.ncci.placeOfService(place, on);
      return terms.places.includes(place)
        ? { kind: 'place', name: place, edition: 'pos-test' }
        : { kind: 'unassigned', edition: 'pos-test' };
    },
  };
}

function mceOf(lists: NonNullable<Tables['mce']>): Terminology['mce'] {
  const all = new Map(Object.entries(lists));
  const entry = (id: string): MceList => {
    const ages = AGES[id];
    return { id, title: id, system: 'icd10cm', ...(ages ? { ages: { from: ages[0], to: ages[1] } } : {}) };
  };
  return {
    lists: (c) => ({
      kind: 'known',
      lists: [...all].filter(([, codes]) => codes.includes(c)).map(([id]) => entry(id)),
      published: [...all.keys()],
      release: info('mce-test'),
    }),
  };
}

function hccsOf(rows: NonNullable<Tables['hccs']>): Terminology['riskAdjustment']['hccs'] {
  return (c) => ({ kind: 'known', hccs: rows[c] ?? [], edition: 'hcc-v28-test' });
}

function coverageOf(rows: NonNullable<Tables['coverage']>): Terminology['coverage'] {
  const articles: Terminology['coverage']['articles'] = (c) => {
    const row = rows[c];
    if (!row) return { kind: 'known', articles: [], edition: 'articles-test' };
    const groups = (codes: readonly string[] | undefined) =>
      codes ? [{ group: 1, paragraph: '', codes }] : [];
    const article = {
      id: 'A00001',
      version: 1,
      title: 'Test',
      effective: { from: day('2020-01-01') },
      covered: groups(row.covered),
      notCovered: groups(row.not),
    };
    return { kind: 'known', articles: [article], edition: 'articles-test' };
  };
  return {
    articles,
    diagnosis: (c, dx, on) => {
      const answer = articles(c, on);
      if (answer.kind !== 'known') return answer;
      const hits = answer.articles.map((article) => ({
        article,
        covered: article.covered.flatMap((g) => (g.codes.includes(dx) ? [g.group] : [])),
        notCovered: article.notCovered.flatMap((g) => (g.codes.includes(dx) ? [g.group] : [])),
      }));
      return { kind: 'known', hits, edition: answer.edition };
    },
  };
}
