/** R29.7-: the first NIH stroke scale score beside an acute infarction, by whoever took it (guidelines I.B.14, I.C.18.i). */
import {
  type Facts,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  resting,
  SYSTEM,
} from '../../src/suggest/module.ts';

const TOTAL = '72089-6';
const NAMES = /\bNIHSS\b|\bNIH stroke scale\b|\bNational Institutes of Health stroke scale\b/i;
const MOST = 42;

export function strokeScale(facts: Facts, context: ModuleContext): ModuleOutput {
  const strokes = context.diagnoses.filter((d) => d.code.startsWith('I63.'));
  const recorded = context.diagnoses.some((d) => d.code.startsWith('R29.7'));
  const [first] = facts.measurements
    .filter(isScore)
    .sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : 1));
  if (strokes.length === 0 || recorded || first?.value === undefined) return {};
  const code = `R29.7${String(first.value).padStart(2, '0')}`;
  const rest = { rule: 'stroke-scale', section: 'I.C.18.i', evidence: first.evidence } as const;
  return { diagnoses: [resting(code, strokes, { ...rest, placement: 'never-first' }, context)] };
}

/** The total, not one of its fifteen items, which are scored from 0 to 4. */
const isScore = ({ concept, value }: Measurement): boolean =>
  value !== undefined &&
  Number.isInteger(value) &&
  value >= 0 &&
  value <= MOST &&
  (concept.codings.some((c) => c.system === SYSTEM.loinc && c.code === TOTAL) ||
    (NAMES.test(concept.words) && (concept.codings.length === 0 || /total/i.test(concept.words))));
