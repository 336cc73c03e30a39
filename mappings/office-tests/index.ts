/** Tests the practice performed itself on the day: LOINC to CPT, QW where waived (CLIA; CMS Pub. 100-04 ch. 16 §70.8). */
import {
  type Evidence,
  type Facts,
  isHcpcsShape,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type Query,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { combinedQuery, methodQuery, repeatedQuery, WAIVED } from './queries.ts';
import { compile, type Tables, type Test } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => officeTests(facts, context, tables);
};

/** In a hospital the hospital bills its tests. */
const SETTINGS = ['office', 'urgent-care', 'home', 'unknown'];

interface Done {
  readonly measurement: Measurement;
  readonly test: Test;
}

function officeTests(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (!SETTINGS.includes(facts.visit.setting.value)) return {};
  const recorded = recordedCodes(facts).map((r) => r.code as string);
  const done = facts.measurements
    .flatMap((m) => testOf(m, facts, tables))
    .filter(
      ({ test }) =>
        !test.instead.some((code) => recorded.includes(code)) && !included(test, recorded, tables),
    );
  const asked = done.filter(
    ({ test }) => test.code === undefined && !test.ask?.some((c) => recorded.includes(c)),
  );
  const byCode = Map.groupBy(
    done.filter(({ test }) => test.code !== undefined),
    ({ test }) => test.code ?? '',
  );
  return {
    services: [...byCode].flatMap(([code, same]) => lineOf(code, same, facts, context, tables)),
    queries: [...asked.map(({ measurement, test }) => methodQuery(measurement, test)), ...combined(byCode)],
  };
}

function testOf(m: Measurement, facts: Facts, { byLoinc }: Tables): readonly Done[] {
  if (m.date !== facts.visit.date || !m.category.includes('laboratory')) return [];
  if (m.value === undefined && m.words === undefined) return [];
  const test = m.concept.codings.map((c) => byLoinc.get(c.code)).find(Boolean);
  return test && inHouse(m, facts).length > 0 ? [{ measurement: m, test }] : [];
}

const HERE =
  /\b(?:performed|done|tested|run|read) (?:here|(?:in|at) (?:the |our )?(?:clinic|office|practice|house))\b|\bin[- ](?:house|office|clinic)\b|\bpoint[- ]of[- ]care\b|\bPOCT?\b/i;

/** The practice itself as the performer, or words that say so; without either an outside laboratory bills the test. */
function inHouse(m: Measurement, { parties }: Facts): readonly Evidence[] {
  const own = parties.find((p) => p.role === 'billing')?.reference;
  const noted = (m.notes ?? []).filter((n) => HERE.test(n.value)).flatMap((n) => n.evidence);
  if (noted.length > 0) return noted;
  const performed = own !== undefined && m.performer === own;
  return performed ? [{ reference: m.id, path: 'Observation.performer', words: own }] : [];
}

/** A urine dipstick in maternity care that is billed as a whole is no service of its own. */
const included = (test: Test, recorded: readonly string[], { included: table }: Tables): boolean =>
  [test.code ?? '', ...(test.ask ?? [])].some((c) => table.codes.includes(c)) &&
  recorded.some((c) => table.in.some((span) => span.from <= c && c <= span.to));

function lineOf(
  code: string,
  same: readonly Done[],
  facts: Facts,
  context: ModuleContext,
  { noModifier }: Tables,
): readonly ServiceSuggestion[] {
  const [first] = same;
  if (!first) return [];
  const here = same.flatMap(({ measurement }) => inHouse(measurement, facts));
  const waived = { code: 'QW', reason: 'CLIA-waived test performed in the practice', evidence: here };
  return [
    service({
      system: isHcpcsShape(code) ? SYSTEM.hcpcs : SYSTEM.cpt,
      code,
      label: first.test.label,
      date: facts.visit.date,
      modifiers: noModifier.has(code) ? [] : [waived],
      confidence: same.length > 1 ? 0.7 : 0.9,
      evidence: [...same.flatMap(({ measurement }) => measurement.evidence), ...here],
      rule: context.rule('in-house-test', WAIVED),
      queries: same.length > 1 ? [repeatedQuery(first.measurement, first.test, code)] : [],
    }),
  ];
}

function combined(byCode: ReadonlyMap<string, readonly Done[]>): readonly Query[] {
  const flu = byCode.get('87804')?.[0];
  return flu && byCode.has('87811') ? [combinedQuery(flu.measurement)] : [];
}
