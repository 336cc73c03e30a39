/** Birth weight and weeks at birth make a recorded P07 exact; without a recorded diagnosis they only ask (guideline I.C.16.d). */
import {
  type DiagnosisSuggestion,
  type Facts,
  guideline,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  type Query,
  resting,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

const SECTION = 'I.C.16.d';

export function weightAndWeeks(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const weight = found(facts, tables.birthWeight);
  const weeks = found(facts, tables.gestationalAge);
  const codes = { weight: weight && weightCode(gramsIn(weight)), weeks: weeks && weeksCode(weeksIn(weeks)) };
  const exact = context.diagnoses.flatMap((d) => {
    if (/^P07\.[01]0$/.test(d.code)) return exactly(d, codes.weight, weight, context);
    return /^P07\.[23]0$/.test(d.code) ? exactly(d, codes.weeks, weeks, context) : [];
  });
  const told = context.diagnoses.some((d) => /^P0[57]/.test(d.code));
  const asked = !told && (codes.weight ?? codes.weeks) !== undefined;
  return { diagnoses: exact, queries: asked ? [prematureQuery(facts, codes, [weight, weeks], context)] : [] };
}

const found = ({ measurements }: Facts, loinc: readonly string[]): Measurement | undefined =>
  measurements.findLast(
    (m) => m.value !== undefined && m.concept.codings.some((c) => loinc.includes(c.code)),
  );

const gramsIn = ({ value = 0, unit = '' }: Measurement): number =>
  /^kg$/i.test(unit) ? value * 1000 : /^g(?:rams?)?$/i.test(unit) ? value : Number.NaN;

const weeksIn = ({ value = 0, unit = '' }: Measurement): number =>
  /^(?:wk|wks|w|weeks?)$/i.test(unit) ? value : /^(?:d|days?)$/i.test(unit) ? value / 7 : Number.NaN;

const WEIGHTS: readonly (readonly [below: number, code: string])[] = [
  ...([
    [500, 'P07.01'],
    [750, 'P07.02'],
    [1000, 'P07.03'],
    [1250, 'P07.14'],
  ] as const),
  ...([
    [1500, 'P07.15'],
    [1750, 'P07.16'],
    [2000, 'P07.17'],
    [2500, 'P07.18'],
  ] as const),
];

export const weightCode = (grams: number): string | undefined =>
  grams > 0 ? WEIGHTS.find(([below]) => grams < below)?.[1] : undefined;

/** Completed weeks: 22 and less, 23 to 27, 28 to 36. */
export function weeksCode(weeks: number): string | undefined {
  const completed = Math.floor(weeks);
  if (!(completed > 0) || completed > 36) return undefined;
  if (completed < 23) return 'P07.21';
  return completed < 28 ? `P07.2${completed - 21}` : `P07.3${completed - 27}`;
}

function exactly(
  d: DiagnosisSuggestion,
  code: string | undefined,
  measured: Measurement | undefined,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  if (!code || !measured) return [];
  const how = { rule: 'weight-and-weeks', section: SECTION, evidence: measured.evidence, replaces: [d] };
  return [resting(code, [], how, context)];
}

function prematureQuery(
  { visit }: Facts,
  codes: { readonly weight: string | undefined; readonly weeks: string | undefined },
  measured: readonly (Measurement | undefined)[],
  { on }: ModuleContext,
): Query {
  return {
    id: 'prematurity',
    about: visit.id,
    question: 'Birth weight or weeks at birth are low. Is low birth weight or prematurity diagnosed?',
    options: [
      ...(codes.weight ? [{ answer: 'low birth weight', code: codes.weight }] : []),
      ...(codes.weeks ? [{ answer: 'preterm', code: codes.weeks }] : []),
      { answer: 'neither' },
    ],
    citation: guideline(SECTION, on),
    evidence: measured.flatMap((m) => m?.evidence ?? []),
  };
}
