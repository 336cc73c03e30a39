/** Z68.5: the body mass index of children in percentiles, beside a weight diagnosis of the provider (guidelines I.B.14, I.C.21.c.3). */
import {
  asking,
  type DiagnosisSuggestion,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  resting,
  SYSTEM,
} from '../../src/suggest/module.ts';

const PERCENTILE = '59576-9';
const WEIGHT = /^(?:E66|E4[0-6]|R63\.[456]|R62\.5|R64)/;
/** Z68: adult codes are for 20 years and older; the growth charts begin at 2. */
const [FROM, BELOW] = [2, 20];

export const prepare: PrepareFunction = () => (facts, context) => {
  const weight = context.diagnoses.filter((d) => WEIGHT.test(d.code));
  const recorded = context.diagnoses.some((d) => d.code.startsWith('Z68'));
  const measured = facts.measurements.findLast(isPercentile);
  const { age } = facts.person;
  if (weight.length === 0 || recorded || !measured || age === undefined || age < FROM || age >= BELOW)
    return {};
  return coded(measured, weight, context);
};

const isPercentile = ({ value, concept }: Measurement): boolean =>
  value !== undefined &&
  value >= 0 &&
  value <= 100 &&
  concept.codings.some((c) => c.system === SYSTEM.loinc && c.code === PERCENTILE);

function coded(
  { value = 0, evidence }: Measurement,
  weight: readonly DiagnosisSuggestion[],
  context: ModuleContext,
): ModuleOutput {
  const [first] = weight;
  if (value >= 95) return first ? { queries: [askHowFar(first, context)] } : {};
  const code = value < 5 ? 'Z68.51' : value < 85 ? 'Z68.52' : 'Z68.53';
  const rest = { rule: 'bmi-percentile', section: 'I.B.14', sure: 0.92, evidence } as const;
  return { diagnoses: [resting(code, weight, { ...rest, placement: 'never-first' }, context)] };
}

const askHowFar = (d: DiagnosisSuggestion, context: ModuleContext) =>
  asking(
    'bmi-above-95th',
    d,
    {
      question: 'The body mass index is at the 95th percentile or above. How far above it?',
      options: [
        { answer: 'less than 120% of the 95th percentile', code: 'Z68.54' },
        { answer: '120% to less than 140%', code: 'Z68.55' },
        { answer: '140% or more', code: 'Z68.56' },
      ],
      section: 'I.B.14',
    },
    context,
  );
