/** Z30 from contraceptive services done in the visit (guideline I.C.21.c.10). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  type ModuleContext,
  type PrepareFunction,
  type Query,
  type Service,
  stated,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly services: readonly string[];
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly words?: readonly string[];
}

const SECTION = 'I.C.21.c.10';
const INJECTION = 'J1050';

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['contraception.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => {
    if (context.diagnoses.some((d) => d.code.startsWith('Z30.'))) return {};
    const done = facts.services.filter(isDone);
    const found = rows.flatMap((r) => suggestion(r, done, context));
    return { diagnoses: found, queries: found.length > 0 ? [] : injectionQuery(done, facts, context) };
  };
};

const UNDONE = ['not-done', 'stopped', 'entered-in-error', 'preparation', 'planned', 'draft', 'cancelled'];

/** Done here, and not for a disease that the record names as the reason. */
const isDone = (s: Service): boolean =>
  ['procedure', 'charge', 'administration'].includes(s.kind) &&
  s.origin !== 'other' &&
  s.reasons.length === 0 &&
  !UNDONE.includes(s.status);

const has = (s: Service, codes: readonly string[]): boolean =>
  s.concept.codings.some((c) => codes.includes(c.code));

function suggestion(
  row: Row,
  done: readonly Service[],
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const service = done.find((s) => has(s, row.services) && (!row.words || says(s, row.words)));
  const other = (codes: readonly string[]): boolean => done.some((s) => has(s, codes));
  if (!service || (row.with && !other(row.with)) || (row.without && other(row.without))) return [];
  return [
    diagnosis(
      {
        code: row.code,
        problems: [],
        confidence: 0.9,
        evidence: service.evidence,
        rule: context.rule(row.id, guideline(SECTION, context.on)),
      },
      context.terminology,
      context.on,
    ),
  ];
}

const says = (s: Service, phrases: readonly string[]): boolean =>
  [s.concept.words, ...s.notes.map((n) => n.value)].some((text) => stated(text, phrases) !== undefined);

function injectionQuery(done: readonly Service[], facts: Facts, context: ModuleContext): readonly Query[] {
  const injection = done.find((s) => has(s, [INJECTION]));
  if (!injection) return [];
  return [
    {
      id: 'contraceptive-injection',
      about: facts.visit.id,
      question: 'Was the injection given for contraception, and was it the first or a repeated one?',
      options: [
        { answer: 'contraception, first injection', code: 'Z30.013' },
        { answer: 'contraception, repeated injection', code: 'Z30.42' },
        { answer: 'for a disease' },
      ],
      citation: guideline(SECTION, context.on),
      evidence: injection.evidence,
    },
  ];
}
