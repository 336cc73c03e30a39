/** Z79: a drug taken over a long time, beside the reported disease it is for (guideline I.C.21.c.3). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  isUnder,
  type ModuleContext,
  type PrepareFunction,
  type Service,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly drugs: readonly string[];
  /** ICD-10-CM nodes: without one of them on the claim the drug may be for a few days, and nothing is said. */
  readonly for: readonly string[];
  /** Often taken for a few days: only one that was taken before this encounter lasts. */
  readonly before?: true;
}

interface Matcher {
  readonly row: Row;
  readonly pattern: RegExp;
}

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['drugs.json'] as { readonly rows: readonly Row[] };
  const matchers = rows.map((row) => ({ row, pattern: new RegExp(`\\b(?:${row.drugs.join('|')})\\b`, 'i') }));
  return (facts, context) => ({ diagnoses: matchers.flatMap((m) => longTerm(m, facts, context) ?? []) });
};

function longTerm(
  { row, pattern }: Matcher,
  facts: Facts,
  context: ModuleContext,
): DiagnosisSuggestion | undefined {
  const diseases = context.diagnoses.filter((d) => row.for.some((node) => isUnder(d.code, node)));
  const drugs = facts.services.filter(
    (s) =>
      isTaken(s) &&
      isLasting(s, facts) &&
      !(row.before && s.action === 'started') &&
      pattern.test(namesOf(s)),
  );
  const disease = diseases.find((d) => drugs.some((s) => isFor(s, d)));
  const drug = disease && drugs.find((s) => isFor(s, disease));
  if (!disease || !drug) return undefined;
  return diagnosis(
    {
      code: row.code,
      problems: disease.problems,
      confidence: 0.85,
      evidence: drug.evidence,
      rule: context.rule(row.id, guideline('I.C.21.c.3', context.on)),
      placement: 'never-first',
    },
    context.terminology,
    context.on,
  );
}

/** Ordered to be taken on, not stopped in this encounter and not given once by a nurse. */
const isTaken = (s: Service): boolean =>
  s.kind === 'medication' &&
  s.action !== 'stopped' &&
  !['cancelled', 'entered-in-error', 'stopped', 'draft'].includes(s.status);

/** A drug given for another named problem is not taken for this one. */
const isFor = (s: Service, disease: DiagnosisSuggestion): boolean =>
  s.reasons.length === 0 || s.reasons.some((r) => disease.problems.includes(r));

/** Where a drug ordered for the stay alone is common, only one that was taken before counts. */
const SHORT_STAY = ['inpatient', 'emergency', 'observation', 'urgent-care'];

function isLasting(s: Service, { visit }: Facts): boolean {
  const before = s.date !== undefined && visit.date !== undefined && s.date < visit.date;
  return !SHORT_STAY.includes(visit.setting.value) || s.action === 'continued' || before;
}

const namesOf = (s: Service): string =>
  [s.concept.words, ...s.concept.codings.map((c) => c.display ?? '')].join(' ');
