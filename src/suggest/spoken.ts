/** The problems a diagnosis speaks for: Conditions of the record, and statements of its notes, whose words count alike (guideline I.B.14, IV.J). */
import {
  type Evidence,
  evidence,
  type Facts,
  type NoteText,
  type Problem,
  sentencesIn,
} from '../chart/index.ts';
import { sideInTitle } from './narrow.ts';

/** `DocumentReference/7#text-120`: where in a note a diagnosis is stated. */
const PLACE = /^(.+)#text-(\d{1,9})$/;
/** A statement is a line, not a page. */
const LONGEST = 400;

export function problemsSpokenFor(ids: Iterable<string>, facts: Facts): readonly Problem[] {
  const wanted = new Set(ids);
  const recorded = facts.problems.filter((p) => wanted.has(p.id));
  if (facts.notes.length === 0 || recorded.length === wanted.size) return recorded;
  return [...recorded, ...[...wanted].flatMap((id) => statementAt(id, facts) ?? [])];
}

function statementAt(id: string, { notes }: Facts): Problem | undefined {
  const [, reference, offset] = PLACE.exec(id) ?? [];
  const at = Number(offset);
  const note = notes.find((n) => n.id === reference && at < n.text.length);
  const words = note && sentenceAt(note, at);
  if (!note || !words) return undefined;
  return statement(id, words, evidence(note.id, note.path ?? 'DocumentReference.content', words));
}

function sentenceAt({ text, sections }: NoteText, at: number): string | undefined {
  const section = sections?.find((s) => s.start <= at && at < s.end) ?? { start: 0, end: text.length };
  const from = Math.max(section.start, at - LONGEST);
  const found = sentencesIn(text, from, Math.min(section.end, at + LONGEST)).find(
    (s) => s.start <= at && at < s.end,
  );
  return found && text.slice(found.start, found.end);
}

function statement(id: string, words: string, source: Evidence): Problem {
  const side = sideInTitle(words);
  return {
    id,
    concept: { codings: [], words },
    clinical: 'active',
    verification: 'confirmed',
    categories: [],
    link: 'condition-encounter',
    rank: undefined,
    uses: [],
    side: side && { value: side, evidence: [source] },
    severity: undefined,
    stage: undefined,
    course: { value: 'unstated', evidence: [] },
    uncertainWords: undefined,
    onset: undefined,
    abated: undefined,
    notes: [],
    addressed: [],
    evidence: [source],
  };
}
