/** Tests the practice performed itself on the day: LOINC to CPT, QW where waived (CLIA; CMS Pub. 100-04 ch. 16 §70.8). */
import {
  type Citation,
  type Evidence,
  type Facts,
  isHcpcsShape,
  type Measurement,
  type ModifierSuggestion,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  procedureLabel,
  type Query,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { drawnHere } from './drawn.ts';
import { outside } from './outside.ts';
import { asPanels } from './panels.ts';
import { combinedQuery, methodQuery, notWaivedQuery, repeatedQuery, WAIVED, waiverQuery } from './queries.ts';
import { waivedAsRecorded } from './recorded.ts';
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
  const done = [...facts.measurements, ...headings(facts)]
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
  const lines = [...byCode].flatMap(([code, same]) => lineOf(code, same, facts, context, tables));
  const others = [
    drawnHere(facts, context, tables),
    outside(facts, context, tables, (m) => inHouse(m, facts).length > 0),
    waivedAsRecorded(facts, context, tables),
  ];
  const uncoded = others.flatMap((o) => o.uncoded ?? []);
  return {
    services: [...panelled(lines, facts, context, tables), ...others.flatMap((o) => o.services ?? [])],
    queries: [
      ...asked.map(({ measurement, test }) => methodQuery(measurement, test)),
      ...combined(byCode),
      ...others.flatMap((o) => o.queries ?? []),
    ],
    ...(uncoded.length > 0 ? { uncoded } : {}),
  };
}

/** A panel may be told by its report alone. */
const headings = ({ services }: Facts): readonly Measurement[] =>
  services
    .filter((s) => s.kind === 'result' && ['final', 'amended', 'corrected'].includes(s.status))
    .map((s) => ({
      id: s.id,
      concept: s.concept,
      value: undefined,
      unit: undefined,
      words: undefined,
      date: s.date,
      category: ['laboratory'],
      performer: s.performer,
      notes: s.notes,
      evidence: s.evidence,
    }));

const panelled = (
  lines: readonly ServiceSuggestion[],
  { visit }: Facts,
  context: ModuleContext,
  { panels, byLoinc }: Tables,
): readonly ServiceSuggestion[] =>
  asPanels(lines, panels, byLoinc.values(), (code, label, parts) =>
    service({
      system: SYSTEM.cpt,
      code,
      label: procedureLabel(code, context, label),
      date: visit.date,
      modifiers: parts[0]?.modifiers.filter((m) => m.code === 'QW') ?? [],
      confidence: 0.9,
      evidence: parts.flatMap((l) => l.evidence),
      rule: context.rule('panel', PANELS),
    }),
  );

const PANELS: Citation = { source: 'CPT', section: 'Organ or disease oriented panels' };

function testOf(m: Measurement, facts: Facts, { byLoinc }: Tables): readonly Done[] {
  if (m.date !== facts.visit.date || !m.category.includes('laboratory')) return [];
  const test = m.concept.codings.map((c) => byLoinc.get(c.code)).find(Boolean);
  if (m.value === undefined && m.words === undefined && !test?.panel) return [];
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
  const waiver = noModifier.has(code) ? { modifiers: [], queries: [] } : waived(first, code, facts, here);
  const again = repeats(same);
  const further = again === 0 ? analytes(same) - 1 : 0;
  const open = same.length > 1 && again === 0 && further !== same.length - 1 && !first.test.panel;
  const line = service({
    system: isHcpcsShape(code) ? SYSTEM.hcpcs : SYSTEM.cpt,
    code,
    label: procedureLabel(code, context, first.test.label),
    date: facts.visit.date,
    modifiers: waiver.modifiers,
    confidence: open ? 0.7 : waiver.queries.length > 0 ? 0.8 : 0.9,
    evidence: [...same.flatMap(({ measurement }) => measurement.evidence), ...here],
    rule: context.rule('in-house-test', WAIVED),
    queries: [...waiver.queries, ...(open ? [repeatedQuery(first.measurement, first.test, code)] : [])],
  });
  if (further > 0) return [line, { ...line, units: further, modifiers: [DISTINCT(same), ...line.modifiers] }];
  if (again === 0) return [line];
  const evidence = same.flatMap(({ measurement }) => measurement.evidence);
  const reason = `Done ${again + 1} times at different hours of the day`;
  return [line, { ...line, units: again, modifiers: [...line.modifiers, { code: '91', reason, evidence }] }];
}

/** How many results of one code are of different analytes (NCCI ch. 10 §A: each organism has its own unit, told by 59). */
const analytes = (same: readonly Done[]): number =>
  same.every(({ test }) => test.analyte) ? new Set(same.map(({ test }) => test.analyte)).size : 1;

const DISTINCT = (same: readonly Done[]): ModifierSuggestion => ({
  code: '59',
  reason: 'A result of its own: another organism of the same test code',
  evidence: same.slice(1).flatMap(({ measurement }) => measurement.evidence),
});

const CONFIRMED =
  /\b(?:confirm\w*|repeat(?:ed)? (?:due to|because of)|quality control|specimen (?:problem|clotted|hemolyzed)|rerun|hemolyzed)\b/i;

/** Further results of one test at other times; those that only confirm the first, or mend a bad specimen, are none (modifier 91). */
function repeats(same: readonly Done[]): number {
  const [first, ...more] = same;
  if (!first || more.length === 0 || more.some((d) => d.test.loinc !== first.test.loinc)) return 0;
  const times = same.map((d) => d.measurement.at);
  if (times.includes(undefined) || new Set(times).size !== times.length) return 0;
  return same.some((d) => (d.measurement.notes ?? []).some((n) => CONFIRMED.test(n.value))) ? 0 : more.length;
}

/** QW by the certificate the organization's CLIA identifier tells; without it, on the tests that practices do with waived kits. */
function waived(
  { test, measurement }: Done,
  code: string,
  { parties }: Facts,
  evidence: readonly Evidence[],
): Pick<ServiceSuggestion, 'modifiers' | 'queries'> {
  const clia = parties.find((p) => p.role === 'billing')?.clia;
  const qw = { code: 'QW', reason: 'CLIA-waived test performed in the practice', evidence };
  if (clia === 'other') return { modifiers: [], queries: [] };
  if (test.waived === 'other') {
    return { modifiers: [], queries: clia === 'waiver' ? [notWaivedQuery(measurement, test)] : [] };
  }
  if (clia === undefined && test.waived === 'possible') {
    return { modifiers: [], queries: [waiverQuery(measurement, test, code)] };
  }
  return { modifiers: [qw], queries: [] };
}

function combined(byCode: ReadonlyMap<string, readonly Done[]>): readonly Query[] {
  const flu = byCode.get('87804')?.[0];
  return flu && byCode.has('87811') ? [combinedQuery(flu.measurement)] : [];
}
