/** Z11–Z13 for screening tests done in the visit, unless a sign or disease makes them diagnostic (guideline I.C.21.c.5). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  isUnder,
  type ModuleContext,
  type PrepareFunction,
  preventiveVisit,
  type Service,
  stated,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly services: readonly string[];
  readonly inherent: readonly string[];
  readonly words: readonly string[];
  readonly not: readonly string[];
  readonly routine?: true;
}

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['screenings.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => {
    const routine =
      preventiveVisit(facts) !== undefined || context.diagnoses.some((d) => /^Z0[01]/.test(d.code));
    const fitting = rows.filter((r) => !(routine && r.routine) && !isDiagnostic(r, context));
    return { diagnoses: fitting.flatMap((r) => screened(r, facts, context)) };
  };
};

const isDiagnostic = (row: Row, { diagnoses }: ModuleContext): boolean =>
  diagnoses.some((d) => d.code === row.code || row.not.some((node) => isUnder(d.code, node)));

const UNDONE = [
  'not-done',
  'stopped',
  'entered-in-error',
  'preparation',
  'aborted',
  'planned',
  'draft',
  'cancelled',
];

const isDone = (s: Service): boolean =>
  ['procedure', 'charge', 'result'].includes(s.kind) && s.origin !== 'other' && !UNDONE.includes(s.status);

function isScreening(s: Service, row: Row): boolean {
  const codes = s.concept.codings.map((c) => c.code);
  if (codes.some((c) => row.inherent.includes(c))) return true;
  const said = [s.concept.words, ...s.notes.map((n) => n.value)];
  return said.some((text) => stated(text, row.words) !== undefined || isNamed(text, codes, row));
}

/** A number that may be either, with the bare word. */
const isNamed = (text: string, codes: readonly string[], row: Row): boolean =>
  codes.some((c) => row.services.includes(c)) && stated(text, ['screening']) !== undefined;

function screened(row: Row, facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const test = facts.services.find((s) => isDone(s) && isScreening(s, row));
  if (!test) return [];
  return [
    diagnosis(
      {
        code: row.code,
        problems: [],
        confidence: 0.88,
        evidence: test.evidence,
        rule: context.rule('screening-performed', guideline('I.C.21.c.5', context.on)),
        placement: isForScreening(facts) ? 'first' : 'any',
      },
      context.terminology,
      context.on,
    ),
  ];
}

const isForScreening = ({ visit }: Facts): boolean =>
  [...visit.reasons, ...visit.types].some(
    (c) => stated(c.words, ['screening', 'screening mammogram']) !== undefined,
  );
