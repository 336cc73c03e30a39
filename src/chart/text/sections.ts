/** Sections of a note: headings with a colon or alone on a line, known ones by the table, others by their capitals. */
import { HEADINGS, LONGEST_HEADING, type SectionKind } from './headings.ts';

export interface Section {
  readonly kind: SectionKind;
  /** As written; empty before the first heading. */
  readonly heading: string;
  /** Offsets of its words in the note, the heading left out. */
  readonly start: number;
  readonly end: number;
}

interface Heading {
  readonly kind: SectionKind;
  readonly written: string;
  readonly from: number;
  readonly to: number;
}

const MARK = /^(?:[#*•\s-]|\d{1,2}[.)]\s|[A-Z]\.\s)*/;
const UNADDRESSED = /\bnot (?:addressed|discussed|evaluated)\b/i;
/** A chart has no more headings than this; a text with more is something else. */
const MOST_SECTIONS = 500;

export function sectionsOf(text: string): readonly Section[] {
  const headings = headingsIn(text);
  const first = headings[0]?.from ?? text.length;
  const before: readonly Section[] =
    text.slice(0, first).trim() === '' ? [] : [{ kind: 'narrative', heading: '', start: 0, end: first }];
  return [
    ...before,
    ...headings.map((h, i) => ({
      kind: h.kind,
      heading: h.written,
      start: h.to,
      end: headings[i + 1]?.from ?? text.length,
    })),
  ];
}

function headingsIn(text: string): readonly Heading[] {
  const found: Heading[] = [];
  for (let at = 0; at < text.length && found.length < MOST_SECTIONS; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    found.push(...inLine(text.slice(at, Math.min(end, at + 2_000)), at, found.at(-1)?.kind));
    at = end + 1;
  }
  return found;
}

function inLine(line: string, offset: number, before: SectionKind | undefined): readonly Heading[] {
  const alone = standingAlone(line, offset);
  if (alone) return [alone];
  const found: Heading[] = [];
  // A colon ends a heading; its beginning is the line's, or that of the sentence the colon stands in.
  for (let colon = line.indexOf(':'); colon >= 0 && found.length < 20; colon = line.indexOf(':', colon + 1)) {
    const last = found.at(-1);
    const floor = last ? last.to - offset : 0;
    const heading = endingAt(line, { floor, colon, offset }, last?.kind ?? before);
    if (heading) found.push(heading);
  }
  return found;
}

function standingAlone(line: string, offset: number): Heading | undefined {
  const bare = line.replace(MARK, '').trim();
  if (bare === '' || bare.length > LONGEST_HEADING || bare.includes(':')) return undefined;
  const kind = HEADINGS.get(normal(bare));
  // "Plan" in a line of its own is a heading; "a" or "p" alone is a letter.
  if (!kind || normal(bare).length < 3) return undefined;
  return { kind, written: bare, from: offset, to: offset + line.length };
}

interface Place {
  /** Where the heading before has ended. */
  readonly floor: number;
  readonly colon: number;
  readonly offset: number;
}

function endingAt(
  line: string,
  { floor, colon, offset }: Place,
  before: SectionKind | undefined,
): Heading | undefined {
  const from = Math.max(floor, colon - LONGEST_HEADING - 20);
  const head = line.slice(from, colon);
  // "A: Streptococcal pharyngitis. P: Amoxicillin": the last sentence before the colon is the heading.
  const cut = Math.max(head.lastIndexOf('. '), head.lastIndexOf('; '), head.lastIndexOf('  '));
  const start = from + (cut < 0 ? 0 : cut + 2);
  if (cut < 0 && from > floor) return undefined;
  const written = line.slice(start, colon).replace(MARK, '').trim();
  const named = written.replace(/\s*\([^()]*\)\s*/g, ' ').trim();
  if (named === '' || named.length > LONGEST_HEADING || named.includes(':')) return undefined;
  const kind = kindOf(written, named, start === 0, before);
  return kind && { kind, written, from: offset + start, to: offset + colon + 1 };
}

function kindOf(
  written: string,
  named: string,
  atLineStart: boolean,
  before: SectionKind | undefined,
): SectionKind | undefined {
  const known = HEADINGS.get(normal(named));
  if (known && UNADDRESSED.test(written)) return 'unaddressed';
  if (known) return known;
  if (!atLineStart) return undefined;
  // Capitals make a heading of their own, except inside an assessment, where problems are written so ("HTN: at goal").
  const capitals = /^[A-Z][A-Z0-9 &/,'-]{3,}$/.test(named);
  return capitals && before !== 'assessment' && before !== 'plan' ? 'other' : undefined;
}

const normal = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9&/ -]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
