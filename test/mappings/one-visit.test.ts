/** Whatever the record holds, a day has one evaluation and management code, unless a rule lets a second stand; and each line its evidence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import type { Bundle } from '../../src/fhir/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { type ServiceSuggestion, suggest } from '../../src/suggest/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const loaded = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
const knowledge = { modules: loaded.map((m) => m.module), terminology: loadTerminology() };

const VISITS = [
  'office-visits',
  'emergency-visits',
  'hospital-visits',
  'consultations',
  'nursing-facility-visits',
  'home-visits',
  'psychotherapy',
  'care-management',
  'critical-care',
  'prolonged-services',
  'preventive-visits',
  'telehealth',
  'telehealth-sites',
  'visit-complexity',
  'visit-modifiers',
];

/** Visits for a problem, discharge and transitional care included. */
const PROBLEM =
  /^(?:9920[2-5]|9921[1-5]|9922[1-3]|9923[1-689]|9924[2-5]|9925[2-5]|9928[1-5]|9930[4-9]|99310|9931[56]|9934\d|99350|980(?:0\d|1[0-6])|9949[56]|G2025)$/;
const PREVENTIVE = /^(?:9938\d|9939\d|G0402|G0438|G0439)$/;

const has25 = (s: ServiceSuggestion): boolean => s.modifiers.some((m) => m.code === '25');

function crowded(services: readonly ServiceSuggestion[]): readonly string[] {
  const days = Map.groupBy(services, (s) => s.date ?? '');
  return [...days].flatMap(([day, lines]) => {
    const problem = lines.filter((l) => PROBLEM.test(l.code));
    const beside = lines.some((l) => PREVENTIVE.test(l.code) || l.code === '99291');
    const bare = beside ? problem.filter((l) => !has25(l)) : problem.slice(1);
    return bare.length > 0 ? [`${day}: ${lines.map((l) => l.code).join(', ')}`] : [];
  });
}

const judge = (bundle: Bundle, encounter: string | undefined) => {
  const { services } = suggest(factsOf(chartFromBundle(bundle, 'case', encounter)), knowledge);
  const bare = services.filter((s) => s.evidence.length === 0 || s.rule.citation.source === '');
  return [...crowded(services), ...bare.map((s) => `${s.code} without evidence`)];
};

describe.each(loaded.filter((m) => VISITS.includes(m.module.manifest.id)))('$module.manifest.id', (m) => {
  it('never suggests two visits of a day, nor a line without evidence', () => {
    const wrong = m.cases.flatMap(({ file, case: c }) =>
      judge(c.chart, c.encounter).map((w) => `${file} ${c.title}: ${w}`),
    );
    expect(wrong).toEqual([]);
  });
});

it('nor do the examples', () => {
  const charts = join(ROOT, 'examples/charts');
  const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const wrong = readdirSync(charts, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .flatMap(({ name }) => {
      const { encounter } = json(join(charts, name, 'expected.json')) as { encounter: string };
      return judge(json(join(charts, name, 'bundle.json')) as Bundle, encounter).map((w) => `${name} ${w}`);
    });
  expect(wrong).toEqual([]);
});
