/** Mentions that a reader outside this program found: the same section, context and policy as for those found here. */
import {
  contextIn,
  type NoteText,
  type ReadMention,
  type Section,
  sectionsOf,
  sentencesIn,
} from '../../src/suggest/module.ts';
import type { Engine, Mention } from './reading.ts';

/** `own`: what was found here; where both read the same words as the same category, this reading stands. */
export function foreignMentions(
  note: NoteText,
  read: readonly ReadMention[],
  own: readonly Mention[],
  engine: Engine,
): readonly Mention[] {
  const mine = read.filter((r) => r.note === note.id && note.text.slice(r.start, r.end) === r.words);
  if (mine.length === 0) return [];
  const sections = note.sections ?? sectionsOf(note.text);
  return mine.flatMap((r) => {
    const known = own.some(
      (m) => m.start < r.end && m.end > r.start && m.entry.code.slice(0, 3) === r.code.slice(0, 3),
    );
    const section = sections.find((s) => s.start <= r.start && r.start < s.end);
    const entry = engine.resolver.billable(r.code.replace('.', ''), new Set());
    return known || !section || !entry ? [] : [{ ...contextOf(r, note.text, section, engine), entry }];
  });
}

function contextOf(
  { start, end, words }: ReadMention,
  text: string,
  section: Section,
  engine: Engine,
): Omit<Mention, 'entry'> {
  const sentence = sentencesIn(text, section.start, section.end).find(
    (s) => s.start <= start && start < s.end,
  );
  const from = sentence?.start ?? start;
  const said = contextIn(text.slice(from, sentence?.end ?? end), engine.cues).of(start - from, end - from);
  return {
    kind: 'plain',
    start,
    end,
    words,
    section: section.kind,
    assertions: new Set(said.map((c) => c.assertion)),
    cue: said[0]?.cue,
    width: words.split(' ').length,
    foreign: true,
  };
}
