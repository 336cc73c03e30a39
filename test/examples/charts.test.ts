// Every chart under examples/charts is fit to be read as an EHR would send it: ids unique over all charts,
// references closed (FHIR R4 2.3), NPIs Luhn-valid (45 CFR 162.406), expected ICD-10-CM codes billable in FY2026.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };
interface Resource extends JsonObject {
  readonly resourceType: string;
  readonly id: string;
}
interface Bundle extends JsonObject {
  readonly resourceType: string;
  readonly type: string;
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[];
}
interface Expected extends JsonObject {
  readonly encounter: string;
  readonly diagnoses: readonly string[];
  readonly findings: readonly string[];
  readonly alsoAcceptable?: { readonly [code: string]: readonly string[] };
  readonly lines: readonly { readonly code: string; readonly pointers: readonly string[] }[];
}
interface Chart {
  readonly slug: string;
  readonly text: string;
  readonly bundle: Bundle;
  readonly expected: Expected;
}

const charts = new URL('../../examples/charts/', import.meta.url);
const FY2026 = new URL('../../../shared/data/icd10cm/icd10cm-order-files-2026.zip', import.meta.url);
const FY2025 = new URL('../../../shared/data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip', import.meta.url);
const NPI_SYSTEM = 'http://hl7.org/fhir/sid/us-npi';

function readChart(slug: string): Chart {
  const text = readFileSync(new URL(`${slug}/bundle.json`, charts), 'utf8');
  const expected: Expected = JSON.parse(readFileSync(new URL(`${slug}/expected.json`, charts), 'utf8'));
  return { slug, text, bundle: JSON.parse(text), expected };
}

const slugs = readdirSync(charts, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? [e.name] : []));
const all = slugs.sort().map(readChart);

function* objectsIn(node: Json): Generator<JsonObject> {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) yield node as JsonObject;
  for (const child of Object.values(node)) yield* objectsIn(child);
}

const referencesIn = (node: Json): string[] =>
  [...objectsIn(node)].flatMap((o) => (typeof o.reference === 'string' ? [o.reference] : []));

function resolves(reference: string, holder: Resource, chart: Chart): boolean {
  if (reference.startsWith('#')) {
    const contained = (holder.contained ?? []) as readonly Resource[];
    return contained.some((resource) => `#${resource.id}` === reference);
  }
  if (reference.includes('?')) {
    const stem = reference.slice(0, reference.indexOf('=') + 1);
    return JSON.stringify(chart.expected.vendorShape).includes(stem);
  }
  return chart.bundle.entry.some(
    (e) => e.fullUrl === reference || `${e.resource.resourceType}/${e.resource.id}` === reference,
  );
}

function luhn(digits: string): boolean {
  const doubled = (n: number) => (n > 4 ? n * 2 - 9 : n * 2);
  const sum = [...digits]
    .reverse()
    .reduce((total, d, i) => total + (i % 2 ? doubled(Number(d)) : Number(d)), 0);
  return sum % 10 === 0;
}

const npisIn = (chart: Chart): string[] =>
  [...objectsIn(chart.bundle)].flatMap((o) =>
    o.system === NPI_SYSTEM && typeof o.value === 'string' ? [o.value] : [],
  );

// alsoAcceptable holds procedure codes too; an ICD-10-CM code of more than three characters has its dot.
function expectedIcd({ expected }: Chart): string[] {
  const others = Object.values(expected.alsoAcceptable ?? {}).flat();
  return [...expected.diagnoses, ...others.filter((code) => /^[A-Z]\d[0-9A-Z](\.|$)/.test(code))];
}

/** The billable codes of a fiscal year's official order file. */
function billable(zip: URL, member: string): ReadonlySet<string> {
  const files = unzipSync(readFileSync(zip), { filter: (f) => f.name === member });
  const rows = new TextDecoder().decode(files[member]).split(/\r?\n/);
  return new Set(rows.flatMap((row) => (row[14] === '1' ? [row.slice(6, 13).trim()] : [])));
}

it('there are charts to try', () => {
  expect(all.length).toBeGreaterThan(0);
});

it('a resource id is used once over all charts', () => {
  const keys = all.flatMap((c) => c.bundle.entry.map((e) => `${e.resource.resourceType}/${e.resource.id}`));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
});

describe.each(all)('$slug', (chart) => {
  it('is an R4 collection with a fullUrl for every resource', () => {
    expect(chart.bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const wrong = chart.bundle.entry.filter(
      ({ fullUrl, resource }) => !fullUrl.endsWith(`/${resource.resourceType}/${resource.id}`),
    );
    expect(wrong).toEqual([]);
  });

  it('is printed with two spaces', () => {
    expect(chart.text.trimEnd()).toBe(JSON.stringify(chart.bundle, null, 2));
  });

  it('refers only to what it holds', () => {
    const open = chart.bundle.entry.flatMap(({ resource }) =>
      referencesIn(resource).filter((reference) => !resolves(reference, resource, chart)),
    );
    expect(open).toEqual([]);
  });

  it('names an encounter that it holds, and points only at expected diagnoses', () => {
    const { encounter, diagnoses, lines } = chart.expected;
    expect(chart.bundle.entry.map((e) => `${e.resource.resourceType}/${e.resource.id}`)).toContain(encounter);
    expect(lines.flatMap((l) => l.pointers).filter((code) => !diagnoses.includes(code))).toEqual([]);
  });

  it.skipIf(chart.expected.findings.includes('identifiers-npi'))('has NPIs with a right check digit', () => {
    expect(npisIn(chart).filter((npi) => !/^[12]\d{9}$/.test(npi) || !luhn(`80840${npi}`))).toEqual([]);
  });
});

const official = [FY2025, FY2026].every((zip) => existsSync(fileURLToPath(zip)));
it.skipIf(!official)(
  `every expected diagnosis is billable in the official file of its year${official ? '' : ' (skipped: ../shared is absent)'}`,
  () => {
    const years = [
      { from: '2025-10-01', codes: billable(FY2026, 'icd10cm_order_2026.txt') },
      { from: '2024-10-01', codes: billable(FY2025, 'icd10cm-order-2025.txt') },
    ];
    const wrong = all.flatMap((chart) => {
      const codes = years.find((year) => year.from <= dayOf(chart))?.codes;
      return expectedIcd(chart).flatMap((c) =>
        codes?.has(c.replace('.', '')) ? [] : [`${chart.slug}: ${c}`],
      );
    });
    expect(wrong).toEqual([]);
  },
);

/** The day the expected encounter began, as written. */
function dayOf(chart: Chart): string {
  const encounter = chart.bundle.entry.find((e) => `Encounter/${e.resource.id}` === chart.expected.encounter);
  return String((encounter?.resource.period as { start?: string } | undefined)?.start).slice(0, 10);
}
