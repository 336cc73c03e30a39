/** Z68 from a measured BMI beside a weight diagnosis of the provider (guidelines I.B.14, I.C.21.c.3); adults of 20 and over. */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type Measurement,
  type ModuleContext,
  type Query,
  SYSTEM,
} from '../../src/suggest/module.ts';

/** Diagnoses that a BMI code may accompany: overweight and obesity, malnutrition, abnormal weight. */
const WEIGHT = /^(?:E66|E4[0-6]|R63\.[456]|R62\.7)/;
const BMI = '39156-5';
/** Z68: "BMI adult codes are for use for persons 20 years of age or older". */
const ADULT = 20;

export interface BmiCodes {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly queries: readonly Query[];
}

export function bodyMassIndex(facts: Facts, context: ModuleContext): BmiCodes {
  const weight = context.diagnoses.filter((d) => WEIGHT.test(d.code));
  const measured = facts.measurements.findLast(isBmi);
  const adult = (facts.person.age ?? 0) >= ADULT && facts.person.pregnant?.value !== true;
  if (weight.length === 0 || measured?.value === undefined || !adult) return { diagnoses: [], queries: [] };
  const problems = [...new Set(weight.flatMap((d) => d.problems))];
  const recorded = context.diagnoses.some((d) => d.code.startsWith('Z68'));
  return {
    diagnoses: recorded ? [] : [suggestion(measured.value, measured, problems, context)],
    queries: classQuery(measured.value, measured, weight, context),
  };
}

const isBmi = (m: Measurement): boolean =>
  m.value !== undefined &&
  m.value > 5 &&
  m.value < 150 &&
  m.concept.codings.some((c) => c.system === SYSTEM.loinc && c.code === BMI);

function suggestion(
  value: number,
  measured: Measurement,
  problems: readonly string[],
  context: ModuleContext,
): DiagnosisSuggestion {
  return diagnosis(
    {
      code: bmiCode(value),
      problems,
      confidence: 0.92,
      evidence: measured.evidence,
      rule: context.rule('body-mass-index', guideline('I.B.14', context.on)),
      placement: 'never-first',
    },
    context.terminology,
    context.on,
  );
}

/** Z68 counts in tenths: 36.97 is 37.0. */
export function bmiCode(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  if (tenths < 20) return 'Z68.1';
  if (tenths < 40) return `Z68.${Math.floor(tenths)}`;
  const above = [45, 50, 60, 70].filter((limit) => tenths >= limit).length;
  return `Z68.4${above + 1}`;
}

const CLASSES = [
  { from: 30, below: 35, answer: 'class 1', code: 'E66.811' },
  { from: 35, below: 40, answer: 'class 2', code: 'E66.812' },
  { from: 40, below: Number.POSITIVE_INFINITY, answer: 'class 3', code: 'E66.813' },
];

/** The class is the provider's to say: a BMI alone asks for it. */
function classQuery(
  value: number,
  measured: Measurement,
  weight: readonly DiagnosisSuggestion[],
  context: ModuleContext,
): readonly Query[] {
  const open = weight.find((d) => d.code === 'E66.9');
  const fitting = CLASSES.find((c) => value >= c.from && value < c.below);
  const named = weight.some((d) => d.code.startsWith('E66.81') || d.code === 'E66.01');
  if (!open || !fitting || named) return [];
  return [
    {
      id: 'obesity-class',
      about: open.problems[0] ?? 'E66.9',
      question: `The body mass index is ${value}. Which class of obesity is diagnosed?`,
      options: CLASSES.map(({ answer, code }) => ({ answer, code })),
      citation: guideline('I.B.14', context.on),
      evidence: [...open.evidence, ...measured.evidence],
    },
  ];
}
