/** The drug itself: a line of units, with JW for the discarded part and JZ where nothing was (CMS Pub. 100-04 ch. 17 §40). */
import {
  type Citation,
  type DrugIdentity,
  isHcpcsShape,
  type ModuleContext,
  type ModuleOutput,
  plainly,
  procedureLabel,
  type Query,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
  service,
  speaksOf,
  wordsAbout,
} from '../../src/suggest/module.ts';
import type { Given } from './given.ts';
import { elevenDigits } from './ndc.ts';
import type { DrugRow, DrugTable, Fluid } from './tables.ts';
import { type Units, unitsOf } from './units.ts';

const DOSES: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 17', section: '10' };
const WASTE: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 17', section: '40' };

interface Draft {
  readonly code: string;
  readonly label: string;
  readonly units: number;
  readonly rule: string;
  readonly citation: Citation;
}

export function lineFor(s: Service, draft: Draft, context: ModuleContext): ServiceSuggestion {
  return service({
    system: isHcpcsShape(draft.code) ? SYSTEM.hcpcs : SYSTEM.cpt,
    code: draft.code,
    label: procedureLabel(draft.code, context, draft.label),
    date: s.date,
    units: draft.units,
    problems: s.reasons,
    confidence: 0.9,
    evidence: [...s.evidence, ...s.notes.flatMap((n) => n.evidence)],
    rule: context.rule(draft.rule, draft.citation),
  });
}

export const ask = (
  id: string,
  s: Service,
  question: string,
  options: Query['options'],
  citation: Citation = DOSES,
): Query => ({
  id,
  about: s.id,
  question: `${s.concept.words}: ${question}`,
  options,
  citation,
  evidence: s.evidence,
});

export function drugLines(
  g: Given,
  row: DrugRow,
  medicare: boolean,
  context: ModuleContext,
  table: DrugTable,
): ModuleOutput {
  const { service: s } = g;
  const units = unitsOf(s, row);
  if (!units) {
    const question = `what dose was given, in ${row.unit}? ${row.code} is billed by ${row.per} ${row.unit}.`;
    return { queries: [ask('drug-dose', s, question, [{ answer: 'The dose', code: row.code }])] };
  }
  const draft = { code: row.code, label: row.label, units: units.given, rule: 'units', citation: DOSES };
  const line = withNdc(lineFor(s, draft, context), s);
  return medicare ? withWaste(line, s, units, context, table) : { services: [line] };
}

/** Every drug of a single-dose container tells Medicare of its waste, also that there was none. */
function withWaste(
  line: ServiceSuggestion,
  s: Service,
  { wasted }: Units,
  context: ModuleContext,
  { singleDose }: DrugTable,
): ModuleOutput {
  const evidence = s.notes.flatMap((n) => n.evidence);
  if (wasted === undefined) {
    const open = speaksOf(plainly(wordsAbout(s)), singleDose);
    const options = [
      { answer: 'Nothing was discarded: JZ' },
      { answer: 'The amount discarded: a second line with JW' },
    ];
    const query = ask('drug-waste', s, 'was any of the single-dose container discarded?', options, WASTE);
    return { services: [line], queries: open ? [query] : [] };
  }
  if (wasted === 0) {
    const none = { code: 'JZ', reason: 'Nothing of a single-dose container was discarded', evidence };
    return { services: [{ ...line, modifiers: [none] }] };
  }
  const discarded = { code: 'JW', reason: 'The discarded part of a single-dose container', evidence };
  return {
    services: [line, { ...line, units: wasted, modifiers: [discarded], rule: context.rule('waste', WASTE) }],
  };
}

const ndcQuery = (s: Service): Query =>
  ask('drug-ndc', s, `the NDC ${s.ndc} has not the eleven digits of a claim. Which are they?`, []);

const NDC_UNITS = { ml: 'ML', g: 'GR', mg: 'ME' } as const;

function withNdc(line: ServiceSuggestion, s: Service): ServiceSuggestion {
  if (!s.ndc) return line;
  const code = elevenDigits(s.ndc);
  if (!code) return { ...line, queries: [...line.queries, ndcQuery(s)] };
  const unit = NDC_UNITS[(s.quantity?.unit ?? '').toLowerCase() as keyof typeof NDC_UNITS];
  const ndc: DrugIdentity = {
    code,
    ...(unit && s.quantity ? { quantity: { value: s.quantity.value, unit } } : {}),
  };
  return { ...line, ndc };
}

/** Fluids by the bag: the largest that the volume fills, else the smallest, rounded up. */
export function fluidLines(g: Given, fluid: Fluid, context: ModuleContext): ModuleOutput {
  const { service: s } = g;
  const ml = volumeOf(s);
  const size = fluid.sizes.find((x) => ml !== undefined && ml % x.ml === 0) ?? fluid.sizes.at(-1);
  if (ml === undefined || !size)
    return { queries: [ask('drug-dose', s, 'what volume was given, in ml?', [])] };
  const draft = { ...size, units: Math.ceil(ml / size.ml), rule: 'units', citation: DOSES };
  return { services: [withNdc(lineFor(s, draft, context), s)] };
}

function volumeOf({ quantity }: Service): number | undefined {
  const unit = quantity?.unit?.toLowerCase();
  if (!quantity || quantity.value <= 0) return undefined;
  return unit === 'ml' ? quantity.value : unit === 'l' ? quantity.value * 1000 : undefined;
}
