/** Birth weight and weeks at birth, measured or stated with the diagnosis, make a P07 exact; without a recorded diagnosis they only ask (guideline I.C.16.d). */
import {
  type DiagnosisSuggestion,
  type Evidence,
  type Facts,
  guideline,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  problemsSpokenFor,
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
    const said = saidOf(d, facts);
    if (/^P07\.[01]0$/.test(d.code))
      return exactly(d, codes.weight ?? said.weight, weight?.evidence ?? said.evidence, context);
    if (!/^P07\.[23]0$/.test(d.code)) return [];
    const preterm = exactly(d, codes.weeks ?? said.weeks, weeks?.evidence ?? said.evidence, context);
    return [...beside(d, said, context), ...preterm];
  });
  const told = context.diagnoses.some((d) => /^P0[57]/.test(d.code));
  const asked = !told && (codes.weight ?? codes.weeks) !== undefined;
  return { diagnoses: exact, queries: asked ? [prematureQuery(facts, codes, [weight, weeks], context)] : [] };
}

const found = ({ measurements }: Facts, loinc: readonly string[]): Measurement | undefined =>
  measurements.findLast(
    (m) => m.value !== undefined && m.concept.codings.some((c) => loinc.includes(c.code)),
  );

/** "Prematurity, 35 weeks, birth weight 2210 g": the diagnosis as stated tells both. */
const WEEKS_SAID = /\b(2\d|3[0-6]) ?(?:w(?:ee)?ks?\b|w ?[0-6] ?d?\b|(?:and )?[0-6]\/7\b)/i;
const GRAMS_SAID =
  /\b(?:birth ?weight|bw|weigh(?:t|ing|ed)) ?(?:is|of|was|:|=)? ?(\d{3,4}) ?g(?:m|ms|rams?)?\b/i;

interface Said {
  readonly weight: string | undefined;
  readonly weeks: string | undefined;
  readonly evidence: readonly Evidence[];
}

function saidOf(d: DiagnosisSuggestion, facts: Facts): Said {
  const problems = d.code.startsWith('P07') ? problemsSpokenFor(d.problems, facts) : [];
  const words = problems.map((p) => p.concept.words).join('. ');
  return {
    weight: weightCode(Number(GRAMS_SAID.exec(words)?.[1])),
    weeks: weeksCode(Number(WEEKS_SAID.exec(words)?.[1])),
    evidence: problems.flatMap((p) => p.evidence),
  };
}

/** Of a preterm child whose weight the same statement tells, both are coded, the weight first. */
function beside(d: DiagnosisSuggestion, said: Said, context: ModuleContext): readonly DiagnosisSuggestion[] {
  if (!said.weight || context.diagnoses.some((o) => /^P07\.[01]/.test(o.code))) return [];
  const how = { rule: 'weight-beside-weeks', section: SECTION, evidence: said.evidence };
  return [resting(said.weight, [d], how, context)];
}

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
  told: readonly Evidence[],
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  if (!code) return [];
  const how = { rule: 'weight-and-weeks', section: SECTION, evidence: told, replaces: [d] };
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
