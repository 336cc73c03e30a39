/** Tobacco beside the diseases whose notes ask for it (guidelines I.A.17, I.C.5.b.3): history is coded, dependence is asked. */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  isUnder,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  resting,
} from '../../src/suggest/module.ts';

interface Tobacco {
  readonly diseases: readonly string[];
  readonly loinc: readonly string[];
  readonly former: readonly string[];
  readonly current: readonly string[];
}

export const readTobacco = (table: unknown): Tobacco => table as Tobacco;

const KNOWN = /^(?:F17|Z72\.0|Z87\.891|O99\.33)/;

export function tobacco(facts: Facts, context: ModuleContext, table: Tobacco): ModuleOutput {
  const disease = context.diagnoses.find((d) => table.diseases.some((node) => isUnder(d.code, node)));
  const status = facts.measurements.findLast((m) => isStatus(m, table));
  if (!disease || !status || context.diagnoses.some((d) => KNOWN.test(d.code))) return {};
  if (says(status, table.former)) return { diagnoses: [history(disease, status, context)] };
  return says(status, table.current) ? { queries: [ask(disease, status, context)] } : {};
}

const isStatus = (m: Measurement, { loinc }: Tobacco): boolean =>
  m.words !== undefined && m.concept.codings.some((c) => loinc.includes(c.code));

const says = (m: Measurement, phrases: readonly string[]): boolean => {
  const words = (m.words ?? '').toLowerCase();
  return phrases.some((p) => words.startsWith(p));
};

const history = (
  disease: DiagnosisSuggestion,
  status: Measurement,
  context: ModuleContext,
): DiagnosisSuggestion =>
  resting(
    'Z87.891',
    [disease],
    {
      rule: 'tobacco-former',
      section: 'I.C.10.a',
      sure: 0.85,
      evidence: status.evidence,
      placement: 'never-first',
    },
    context,
  );

function ask(disease: DiagnosisSuggestion, status: Measurement, context: ModuleContext) {
  const query = asking(
    'tobacco-dependence',
    disease,
    {
      question: 'The patient smokes. Is it dependence, or use without dependence?',
      options: [
        { answer: 'dependence, cigarettes', code: 'F17.210' },
        { answer: 'dependence, another product', code: 'F17.290' },
        { answer: 'use without dependence', code: 'Z72.0' },
      ],
      section: 'I.C.5.b.3',
    },
    context,
  );
  return { ...query, evidence: [...status.evidence, ...query.evidence] };
}
