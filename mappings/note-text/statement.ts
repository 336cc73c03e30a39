/** A statement of an assessment as a whole, held against titles and synonyms of the release: it says more than the phrases in it (guidelines I.A.11, I.B.2). */
import {
  type CodeHit,
  contextIn,
  type Icd10Cm,
  icd10CmCode,
  type NoteText,
  otherLevel,
  type Person,
  type ServiceDate,
  sectionsOf,
  sentencesIn,
  sideInTitle,
  spineLevels,
  withoutMarkers,
} from '../../src/suggest/module.ts';
import type { Engine, Mention } from './reading.ts';

export interface Statements {
  readonly icd10cm: Icd10Cm;
  readonly on: ServiceDate;
  readonly person: Person;
}

/** The search gives 10 for all words and 3 more where one title has them all: from here on nothing was left or added. */
const WHOLE = 9;
/** Two codes that answer as well are no answer. */
const APART = 0.3;
/** Of what only a statement says, diseases and the encounter itself: "supportive care" is none. */
const STANDS = /^(?:[A-QS]|T[0-7]|Z3[0-9]|Z51)/;
const LONGEST = 120;
const MOST_STATEMENTS = 40;
/** What begins a statement and is none of it: a number, a heading. What ends it: a dash before the plan, a semicolon. */
const LEAD = /^[\s#*•–-]{0,9}(?:\d{1,2}\s?[.)])?\s{0,9}(?:[A-Za-z/ ]{1,24}:)?\s{0,9}/;
const ENDS = /\s[-–—]{1,2}\s|[;.\n]|\(/;

interface Statement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly asserted: ReturnType<ReturnType<typeof contextIn>['of']>;
}

/** The mentions, each at what its whole statement says where that is more of the same, and statements no phrase was found in. */
export function withStatements(
  note: NoteText,
  mentions: readonly Mention[],
  engine: Engine,
  among: Statements,
): readonly Mention[] {
  if (!among.icd10cm.search) return mentions;
  const made: Mention[] = [];
  const better = new Map<Mention, Mention>();
  for (const statement of statementsIn(note, engine).slice(0, MOST_STATEMENTS)) {
    const own = mentions.filter((m) => m.start < statement.end && m.end > statement.start);
    // What is told wholly already need not be looked up.
    if (own.some((m) => !/\bunspecified\b/i.test(m.entry.title))) continue;
    const hit = wholeHit(statement.text, among);
    if (!hit) continue;
    const [same] = own.filter((m) => m.entry.code.slice(0, 3) === hit.code.slice(0, 3));
    const entry = among.icd10cm.lookup(hit.code, among.on);
    if (!entry?.billable) continue;
    if (same && same.entry.code !== hit.code) better.set(same, { ...same, entry });
    else if (own.length === 0 && STANDS.test(hit.code)) made.push(mentionOf(statement, entry));
  }
  return [...mentions.map((m) => better.get(m) ?? m), ...made];
}

/** What is stated before the plan begins. */
function stateIn(text: string): { readonly from: number; readonly to: number } {
  const from = LEAD.exec(text)?.[0].length ?? 0;
  const end = text.slice(from).search(ENDS);
  return { from, to: end < 0 ? text.length : from + end };
}

function statementsIn(note: NoteText, { cues }: Engine): readonly Statement[] {
  const sections = (note.sections ?? sectionsOf(note.text)).filter((s) => s.kind === 'assessment');
  return sections.flatMap((section) =>
    sentencesIn(note.text, section.start, section.end).flatMap(({ start, end }) => {
      const sentence = note.text.slice(start, end);
      const context = contextIn(sentence, cues);
      const { from, to } = stateIn(sentence);
      const text = spineLevels(withoutMarkers(sentence.slice(from, to)).trim());
      const words = text.split(/\s+/).length;
      if (text.length > LONGEST || words < 2) return [];
      // A cue within it ("No fistula") says of its last word what it says of the whole.
      const last = from + sentence.slice(from, to).trimEnd().search(/\S+$/);
      const asserted = [...context.of(from, to), ...context.of(Math.max(from, last), to)];
      return [{ start: start + from, end: start + to, text, asserted }];
    }),
  );
}

function wholeHit(text: string, { icd10cm, on, person }: Statements): CodeHit | undefined {
  const hits = icd10cm.search?.(text, on, { limit: 3, billableOnly: true }) ?? [];
  const [first, second] = hits;
  if (!first || first.score < WHOLE || !fits(first.code, person) || otherLevel(first.title, text))
    return undefined;
  const side = sideInTitle(text);
  if (sideInTitle(first.title) !== undefined && sideInTitle(first.title) !== side) return undefined;
  const apart = !second || first.score - second.score >= APART;
  return (apart || /unspecified/i.test(first.title)) && icd10CmCode(first.code) ? first : undefined;
}

/** Codes of birth and of childbirth are for those patients alone; perils and places are told elsewhere. */
function fits(code: string, { age, sex }: Person): boolean {
  if (code.startsWith('P')) return age === 0;
  if (code.startsWith('O')) return sex !== 'male';
  return !/^[V-Y]/.test(code);
}

const mentionOf = ({ start, end, text, asserted }: Statement, entry: Mention['entry']): Mention => ({
  entry,
  kind: 'plain',
  start,
  end,
  words: text,
  section: 'assessment',
  assertions: new Set(asserted.map((c) => c.assertion)),
  cue: asserted[0]?.cue,
  width: text.split(/\s+/).length,
});
