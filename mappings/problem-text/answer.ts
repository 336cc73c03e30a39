/** From a reading to codes and questions: side, episode, missing qualifiers (guidelines I.A.9, I.B.13, I.B.18, I.C.19.a). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Evidence,
  guideline,
  type Icd10CmCode,
  type ModuleContext,
  type ModuleOutput,
  type Problem,
  type Query,
  type Side,
  type Uncoded,
} from '../../src/suggest/module.ts';
import { EPISODE_CHARACTER, type Episode } from './episode.ts';
import type { Reading } from './match.ts';
import { type Codes, completed, type Sides } from './table.ts';

/** What a whole match is worth to begin with; the accuracy bench calibrates. */
const BASE = 0.85;
const PENALTY = { soft: 0.97, unexplained: 0.75, asked: 0.85, listed: 0.95, untold: 0.7 } as const;
const MAX_OPTIONS = 12;

export interface Subject {
  readonly problem: Problem;
  readonly context: ModuleContext;
  readonly episode: Episode;
  readonly evidence: readonly Evidence[];
  /** How many problems the words list. */
  readonly listed: number;
}

export function answer(reading: Reading, subject: Subject): ModuleOutput {
  const queries = [...sideQuery(reading, subject), ...askQuery(reading, subject)];
  const chosen = codesFor(reading, subject);
  const usable = chosen.filter((c) => c.length > 0).map((c) => inForce(c, subject));
  if (usable.length === 0) return unanswered(reading, queries, subject);
  if (usable.some((c) => c === undefined)) return unbillable(chosen, subject);
  const also = alsoOf(reading).flatMap((c) => inForce([c], subject) ?? []);
  const main = usable.flatMap((c) => c ?? []);
  return {
    diagnoses: [
      ...main.map((code, i) => suggestion(code, reading, i === 0 ? queries : [], subject)),
      ...also.map((code) => suggestion(code, reading, [], subject)),
    ],
  };
}

const alsoOf = ({ entry, variant }: Reading): readonly string[] => variant?.also ?? entry.also;
const sidesOf = ({ entry, variant }: Reading): Sides | undefined =>
  variant && variant.code.length > 0 ? variant.sides : (variant?.sides ?? entry.sides);
const plainCode = ({ entry, variant }: Reading): Codes =>
  variant && (variant.code.length > 0 || variant.sides) ? variant.code : entry.code;

/** The words' own side goes before the record's: "right knee pain, left hip pain" is one entry with two. */
function sideFor(reading: Reading, { problem, listed }: Subject): Side | undefined {
  const said = (['left', 'right', 'bilateral'] as const).filter((s) => reading.words.includes(s));
  if (said.includes('bilateral')) return 'bilateral';
  // Left and right of one thing is both sides of it; beside words not understood it may be two things.
  if (said.length === 2) return reading.unexplained.length === 0 ? 'bilateral' : undefined;
  return said[0] ?? (listed === 1 ? problem.side?.value : undefined);
}

/** One list of codes, or the right and the left one for a bilateral condition without its own code (I.B.13). */
function codesFor(reading: Reading, subject: Subject): readonly Codes[] {
  const sides = sidesOf(reading);
  const side = sideFor(reading, subject);
  if (!sides || !side) return [plainCode(reading)];
  const own = sides[side];
  if (own) return [[own]];
  const pair = [sides.right, sides.left].flatMap((c) => (c ? [[c]] : []));
  return side === 'bilateral' && pair.length === 2 ? pair : [plainCode(reading)];
}

function inForce(codes: Codes, { context, episode }: Subject): Icd10CmCode | undefined {
  const statuses = codes.flatMap((c) => {
    const code = completed(c, EPISODE_CHARACTER[episode]);
    return code ? [{ code, kind: context.terminology.icd10cm.status(code, context.on).kind }] : [];
  });
  return (statuses.find((s) => s.kind === 'active') ?? statuses.find((s) => s.kind === 'cannot-tell'))?.code;
}

function suggestion(
  code: Icd10CmCode,
  reading: Reading,
  queries: readonly Query[],
  subject: Subject,
): DiagnosisSuggestion {
  const { problem, context, evidence } = subject;
  const { entry } = reading;
  const sided = sidesOf(reading) !== undefined && sideFor(reading, subject) !== undefined;
  const section = entry.section ?? (sided ? 'I.B.13' : 'I.B.1');
  return diagnosis(
    {
      code,
      problems: [problem.id],
      confidence: confidence(code, reading, queries.length > 0, subject),
      evidence: sided ? [...evidence, ...(problem.side?.evidence ?? [])] : evidence,
      rule: context.rule(`phrase-${entry.name.replaceAll(' ', '-')}`, guideline(section, context.on)),
      queries,
    },
    context.terminology,
    context.on,
  );
}

function confidence(code: Icd10CmCode, reading: Reading, asked: boolean, subject: Subject): number {
  const { terminology, on } = subject.context;
  const untold = terminology.icd10cm.status(code, on).kind === 'cannot-tell';
  const factors = [
    PENALTY.soft ** reading.soft.length,
    PENALTY.unexplained ** reading.unexplained.length,
    asked ? PENALTY.asked : 1,
    subject.listed > 1 ? PENALTY.listed : 1,
    untold ? PENALTY.untold : 1,
  ];
  return Number(factors.reduce((a, b) => a * b, BASE).toFixed(3));
}

/** A side that the codes know and the record does not name. */
function sideQuery(reading: Reading, subject: Subject): readonly Query[] {
  const sides = sidesOf(reading);
  if (!sides || sideFor(reading, subject)) return [];
  const options = (['left', 'right', 'bilateral'] as const).flatMap((side) => {
    const code = sides[side] && inForce([sides[side]], subject);
    return code ? [{ answer: side, code }] : [];
  });
  return [query('laterality', `Which side is affected: ${reading.entry.name}?`, options, 'I.B.13', subject)];
}

/** A qualifier that the codes know and the words do not give. */
function askQuery(reading: Reading, subject: Subject): readonly Query[] {
  const { entry, variant } = reading;
  const question = variant ? variant.ask : entry.ask;
  if (!question) return [];
  const own = variant?.options ?? [];
  const options =
    own.length > 0
      ? own
      : entry.by
          .filter((v) => v.label && v.code.length > 0)
          .flatMap((v) => {
            const code = inForce(v.code, subject);
            return code ? [{ answer: v.label, code }] : [];
          });
  return [query('specificity', question, unique(options).slice(0, MAX_OPTIONS), 'I.B.18', subject)];
}

const unique = (options: Query['options']): Query['options'] =>
  [...options]
    .reverse()
    .filter((o, i, all) => all.findIndex((x) => x.code === o.code) === i)
    .reverse();

export function query(
  id: string,
  question: string,
  options: Query['options'],
  section: string,
  { problem, context, evidence }: Subject,
): Query {
  return { id, about: problem.id, question, options, citation: guideline(section, context.on), evidence };
}

/** No code without the missing word: only the question is left. */
function unanswered(reading: Reading, queries: readonly Query[], subject: Subject): ModuleOutput {
  const why = queries[0]?.question ?? `The words "${reading.entry.name}" alone give no billable code.`;
  return { uncoded: [uncoded('needs-query', why, 'I.B.18', subject)], queries };
}

function unbillable(codes: readonly Codes[], subject: Subject): ModuleOutput {
  const why = `${codes.flat().join(', ')} is not billable on ${subject.context.on}.`;
  return { uncoded: [uncoded('unbillable', why, 'I.B.2', subject)] };
}

export function uncoded(
  reason: Uncoded['reason'],
  explanation: string,
  section: string,
  { problem, context, evidence }: Subject,
): Uncoded {
  return { about: problem.id, reason, explanation, citation: guideline(section, context.on), evidence };
}
