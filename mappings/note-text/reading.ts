/** Reading a text: each phrase of the lexicon that it holds, with its place, its section and what the words around it say of it. */
import {
  type Assertion,
  type CodeEntry,
  type Cues,
  contextIn,
  type NoteText,
  type Section,
  type SectionKind,
  sectionsOf,
  sentencesIn,
} from '../../src/suggest/module.ts';
import type { Lexicon } from './lexicon.ts';
import { type Match, matchesIn } from './match.ts';
import type { Phrase } from './phrase.ts';
import type { Resolver } from './resolve.ts';
import { type Word, wordsIn } from './words.ts';

export interface Engine {
  readonly lexicon: Lexicon;
  readonly cues: Cues;
  readonly resolver: Resolver;
}

export interface Mention {
  readonly entry: CodeEntry;
  readonly kind: Phrase['kind'];
  /** Offsets into the text, and the exact words between them. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly section: SectionKind;
  readonly assertions: ReadonlySet<Assertion>;
  /** The words that made it uncertain, past or negated. */
  readonly cue: string | undefined;
  /** Words of the phrase that was found. */
  readonly width: number;
  /** Found by a reader outside this program. */
  readonly foreign?: true;
}

/** Mentions of one text are at most so many: a text with more is a list of everything. */
const MOST_MENTIONS = 2_000;
/** Words on either side that may tell the side or a quality. */
const NEAR = 3;

export function mentionsIn(
  note: Pick<NoteText, 'text' | 'sections'>,
  engine: Engine,
  skipped: readonly SectionKind[] = [],
): readonly Mention[] {
  const sections = note.sections ?? sectionsOf(note.text);
  const found: Mention[] = [];
  for (const section of sections) {
    if (skipped.includes(section.kind)) continue;
    for (const { start, end } of sentencesIn(note.text, section.start, section.end)) {
      if (found.length >= MOST_MENTIONS) return found;
      found.push(...inSentence(note.text.slice(start, end), start, section, engine));
    }
  }
  return found;
}

function inSentence(text: string, offset: number, section: Section, engine: Engine): readonly Mention[] {
  const words = primaryFirst(wordsIn(text, engine.lexicon.spelling));
  if (words.length === 0) return [];
  const matches = matchesIn(words, engine.lexicon);
  if (matches.length === 0) return [];
  const context = contextIn(text, engine.cues);
  return matches.flatMap((match) => {
    const entry = match.phrase.node
      ? engine.resolver.billable(match.phrase.node, nearTo(match, words))
      : undefined;
    if (!entry) return [];
    const start = words[match.places[0] ?? 0]?.start ?? 0;
    const end = words[match.places.at(-1) ?? 0]?.end ?? text.length;
    const said = context.of(start, end);
    return [
      {
        entry,
        kind: match.phrase.kind,
        start: offset + start,
        end: offset + end,
        words: text.slice(start, end),
        section: section.kind,
        assertions: new Set(said.map((c) => c.assertion)),
        cue: said[0]?.cue,
        width: match.phrase.words.length,
      },
    ];
  });
}

/** "Metastatic prostate cancer to bone" names the primary first and where it went after it (I.C.2): "prostate cancer, metastatic to bone". */
function primaryFirst(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex((w) => w.form === 'metastasis');
  const cancer = words.findIndex((w, i) => i > at && i <= at + 4 && w.form === 'malignant');
  if (at < 0 || cancer < at + 2 || cancer === words.length - 1) return words;
  const [moved] = words.slice(at, at + 1);
  return moved
    ? [...words.slice(0, at), ...words.slice(at + 1, cancer + 1), moved, ...words.slice(cancer + 1)]
    : words;
}

function nearTo({ places }: Match, words: readonly Word[]): ReadonlySet<string> {
  const first = Math.max(0, (places[0] ?? 0) - NEAR);
  const last = (places.at(-1) ?? 0) + NEAR;
  return new Set(words.slice(first, last + 1).map((w) => w.form));
}

/** Every mention, whatever is said of it: what a reader of whole documents annotates. An operation is a status only once it is past. */
export const everyMention = (note: Pick<NoteText, 'text' | 'sections'>, engine: Engine): readonly Mention[] =>
  mentionsIn(note, engine).filter((m) => m.kind !== 'status' || m.assertions.has('past'));
