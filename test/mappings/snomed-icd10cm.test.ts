/** The tables of mappings/snomed-icd10cm against the official order file, the SNOMED CT check digit and real charts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Bundle, ConceptMap } from '@medplum/fhirtypes';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('../../mappings/snomed-icd10cm/', import.meta.url);
const SHARED = new URL('../../../shared/', import.meta.url);
const ORDER_FILES = new URL('data/icd10cm/icd10cm-order-files-2026.zip', SHARED);
const SYNTHEA = new URL('corpora/synthea-2018/', SHARED);
const SNOMED = 'http://snomed.info/sct';
const CONTEXT = 'https://claimwright.dev/fhir/context/';

interface NotDiagnoses {
  readonly system: string;
  readonly concepts: readonly {
    readonly code: string;
    readonly display: string;
    readonly reason: string;
    readonly alternative?: string;
  }[];
}
interface Row {
  readonly billable: boolean;
  readonly title: string;
}

const json = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8')) as T;
const map = json<ConceptMap>('conceptmap.json');
const notDiagnoses = json<NotDiagnoses>('not-diagnoses.json');
const group = map.group?.[0];
const elements = group?.element ?? [];
const targets = elements.flatMap((e) =>
  (e.target ?? []).map((t) => ({ source: `${e.code} ${e.display}`, ...t })),
);

type Target = NonNullable<(typeof elements)[number]['target']>[number];
const conditionIn = (t: Target | undefined, property: string): string | undefined =>
  t?.dependsOn?.find((d) => d.property === CONTEXT + property)?.value;
const codesOf = (side: string, from = elements): readonly string[] =>
  from
    .flatMap((e) => e.target ?? [])
    .flatMap((t) => (t.code && conditionIn(t, 'side') === side ? [t.code] : []));

/** ICD-10-CM order file: code in columns 7–13, billable flag in 15, long title from 78. */
function officialCodes(): ReadonlyMap<string, Row> {
  const name = 'icd10cm_order_2026.txt';
  const files = unzipSync(readFileSync(ORDER_FILES), { filter: (f) => f.name === name });
  const lines = strFromU8(files[name] ?? new Uint8Array()).split(/\r?\n/);
  return new Map(
    lines.map((l) => [l.slice(6, 13).trim(), { billable: l[14] === '1', title: l.slice(77).trim() }]),
  );
}

const dotless = (code: string): string => code.replace('.', '');

/** SNOMED CT Technical Implementation Guide, "Check-digit": Verhoeff's dihedral scheme over the whole identifier. */
function hasCheckDigit(id: string): boolean {
  const digits = [...id].reverse().map(Number);
  return (
    /^\d{6,18}$/.test(id) && digits.reduce((check, digit, i) => times(check, permuted(digit, i % 8)), 0) === 0
  );
}
const times = (a: number, b: number): number =>
  a < 5 ? (b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;
const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const permuted = (digit: number, rounds: number): number =>
  rounds === 0 ? digit : permuted(PERMUTATION[digit] ?? 0, rounds - 1);

describe('conceptmap.json', () => {
  it('maps SNOMED CT to ICD-10-CM as an R4 ConceptMap of one group', () => {
    expect(map).toMatchObject({
      resourceType: 'ConceptMap',
      url: 'https://claimwright.dev/fhir/ConceptMap/snomed-icd10cm',
      status: 'active',
      sourceUri: `${SNOMED}?fhir_vs`,
      targetUri: 'http://hl7.org/fhir/sid/icd-10-cm',
    });
    expect(map.copyright).toContain('SNOMED International');
    expect(map.group).toHaveLength(1);
    expect(group).toMatchObject({ source: SNOMED, target: 'http://hl7.org/fhir/sid/icd-10-cm' });
  });

  it('has at least 1,500 concepts, sorted, each once and each with a target', () => {
    const codes = elements.map((e) => e.code ?? '');
    expect(codes.length).toBeGreaterThanOrEqual(1_500);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(elements.filter((e) => !e.display || !e.target?.length)).toEqual([]);
  });

  it('uses identifiers whose check digit is right', () => {
    expect(hasCheckDigit('44054006')).toBe(true);
    expect(hasCheckDigit('44054007')).toBe(false);
    expect(elements.filter((e) => !hasCheckDigit(e.code ?? ''))).toEqual([]);
  });

  it('gives a comment wherever the meanings differ (R4 invariant cmd-1) and says no condition twice', () => {
    const silent = targets.filter((t) => ['narrower', 'inexact'].includes(t.equivalence ?? '') && !t.comment);
    expect(silent).toEqual([]);
    for (const e of elements) {
      const conditions = (e.target ?? []).map((t) => JSON.stringify(t.dependsOn ?? []));
      expect(new Set(conditions).size, `${e.code} ${e.display}`).toBe(conditions.length);
    }
  });

  it('depends on nothing but the side, age, sex, pregnancy and episode', () => {
    const legal: Readonly<Record<string, RegExp>> = {
      side: /^(left|right|bilateral|unspecified)$/,
      'age-years': /^(<|<=|>|>=)\d{1,3}$/,
      sex: /^(female|male)$/,
      pregnant: /^(true|false)$/,
      episode: /^(initial|subsequent|sequela)$/,
    };
    const wrong = targets
      .flatMap((t) => t.dependsOn ?? [])
      .filter((d) => {
        const name = d.property?.startsWith(CONTEXT) ? d.property.slice(CONTEXT.length) : '';
        return !legal[name]?.test(d.value ?? '');
      });
    expect(wrong).toEqual([]);
  });

  it('ends with the default: no condition, or the unspecified side and the initial encounter', () => {
    const byPatient = ['54840006', '48130008', '8619003'];
    const others = elements.filter((e) => !byPatient.includes(e.code ?? ''));
    const wrong = others.filter((e) => {
      const last = e.target?.at(-1);
      const side = conditionIn(last, 'side') ?? 'unspecified';
      const episode = conditionIn(last, 'episode') ?? 'initial';
      const patient =
        conditionIn(last, 'sex') ?? conditionIn(last, 'age-years') ?? conditionIn(last, 'pregnant');
      return side !== 'unspecified' || episode !== 'initial' || patient !== undefined;
    });
    expect(wrong).toEqual([]);
  });
});

describe('not-diagnoses.json', () => {
  it('holds real identifiers, sorted, with a reason, none of them in the map', () => {
    const codes = notDiagnoses.concepts.map((c) => c.code);
    const mapped = new Set(elements.map((e) => e.code));
    expect(notDiagnoses.system).toBe(SNOMED);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes.filter((c) => !hasCheckDigit(c) || mapped.has(c))).toEqual([]);
    expect(notDiagnoses.concepts.filter((c) => !c.display || !c.reason.endsWith('.'))).toEqual([]);
  });
});

describe.skipIf(!existsSync(ORDER_FILES))(
  'against the official FY 2026 order file (skipped without ../shared)',
  () => {
    const official = existsSync(ORDER_FILES) ? officialCodes() : new Map<string, Row>();
    const title = (code: string): string => official.get(dotless(code))?.title ?? '';

    it('every target is billable and carries the official title', () => {
      const wrong = targets.filter((t) => {
        const row = official.get(dotless(t.code ?? ''));
        return !row?.billable || row.title !== t.display;
      });
      expect(wrong.map((t) => `${t.source} → ${t.code}`)).toEqual([]);
    });

    it('every alternative of a concept that is no diagnosis is billable', () => {
      const named = notDiagnoses.concepts.flatMap((c) => c.alternative?.match(/[A-Z]\d[0-9A-Z.]+/g) ?? []);
      expect(named.length).toBeGreaterThan(0);
      expect(named.filter((c) => !official.get(dotless(c))?.billable)).toEqual([]);
    });

    it('a right target is a right code and a left target a left one', () => {
      expect(codesOf('right').filter((c) => !/\bright\b/i.test(title(c)))).toEqual([]);
      expect(codesOf('left').filter((c) => !/\bleft\b/i.test(title(c)))).toEqual([]);
      expect(codesOf('unspecified').filter((c) => /\b(left|right|bilateral)\b/i.test(title(c)))).toEqual([]);
    });

    it('every lateral concept has right, left and unspecified, and bilateral where the classification has it', () => {
      const lateral = elements.filter((e) => codesOf('right', [e]).length + codesOf('left', [e]).length > 0);
      expect(lateral.length).toBeGreaterThan(50);
      for (const e of lateral) {
        const right = codesOf('right', [e]);
        expect(codesOf('left', [e]), `${e.code} ${e.display}: left`).toHaveLength(right.length);
        expect(codesOf('unspecified', [e]), `${e.code} ${e.display}: unspecified`).toHaveLength(right.length);
        const expected = right.flatMap((c) => bilateralOf(c) ?? []);
        expect(codesOf('bilateral', [e]), `${e.code} ${e.display}: bilateral`).toEqual(
          expect.arrayContaining(expected),
        );
      }
      expect(codesOf('bilateral').filter((c) => !/\bbilateral\b/i.test(title(c)))).toEqual([]);
    });

    const words = (text: string): string =>
      text
        .toLowerCase()
        .replace(/\b(right|left|bilateral|unilateral|side|eyes?|ears?|of)\b/g, '')
        .replace(/[^a-z]+/g, ' ')
        .replace(/(ies|y|s)\b/g, '')
        .trim();

    /** The code beside this one (M17.11: M17.12 … and M17.0) that says "bilateral" where this one says "right". */
    function bilateralOf(code: string): string | undefined {
      const raw = dotless(code);
      const near = [...raw].flatMap((_, i) =>
        [...'0123456789'].map((d) => raw.slice(0, i) + d + raw.slice(i + 1)),
      );
      near.push(`${raw.slice(0, -2)}0`);
      const found = near.find((c) => {
        const row = official.get(c);
        return row?.billable && /\bbilateral\b/i.test(row.title) && words(row.title) === words(title(code));
      });
      return found && `${found.slice(0, 3)}.${found.slice(3)}`;
    }
  },
);

describe.skipIf(!existsSync(SYNTHEA))('against the Synthea charts (skipped without ../shared)', () => {
  it('every Condition concept is mapped or said to be no diagnosis, never both', () => {
    const files = existsSync(SYNTHEA) ? readdirSync(SYNTHEA).filter((f) => f.endsWith('.json.gz')) : [];
    const seen = new Set(
      files.flatMap((f) =>
        conditionCodes(JSON.parse(gunzipSync(readFileSync(new URL(f, SYNTHEA))).toString()) as Bundle),
      ),
    );
    const mapped = new Set(elements.map((e) => e.code));
    const listed = new Set(notDiagnoses.concepts.map((c) => c.code));
    expect(files).toHaveLength(24);
    expect(seen.size).toBeGreaterThan(20);
    expect([...seen].filter((c) => mapped.has(c) === listed.has(c))).toEqual([]);
  });
});

function conditionCodes(bundle: Bundle): readonly string[] {
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'Condition'
      ? (resource.code?.coding ?? []).flatMap((c) => (c.system === SNOMED && c.code ? [c.code] : []))
      : [],
  );
}
