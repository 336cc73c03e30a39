/** One edition of the tabular list's notes: stored rows, found by the code, block or chapter that bears them. */
import type { CodeRange, NoteKind, ReleaseInfo } from '../model.ts';
import { inRanges, printedRanges } from '../range.ts';
import { type NoteTarget, readTargets, writeTargets } from './note-target.ts';
import type { RawNote, SeventhCharacters } from './raw-note.ts';

/** A note whose targets are parsed but not yet tied to a release. */
export interface UnboundNote extends RawNote {
  readonly targets: readonly NoteTarget[];
}

export interface NotesEdition {
  readonly info: ReleaseInfo;
  /** The nodes whose notes bind a code, nearest first: itself, its ancestors, its block, its chapter. */
  nodesFor(code: string): readonly string[];
  notesAt(node: string): readonly UnboundNote[];
  /** The 7th characters of the nearest node that defines them. */
  seventhCharacters(code: string): SeventhCharacters | undefined;
}

const SEVENTH = 'seventhCharacters';

/** Stored rows: kind, node, targets, text. 7th characters are rows too, with `A=initial encounter|…` for text. */
export const noteLine = (note: UnboundNote): string =>
  `${note.kind}\t${note.node}\t${writeTargets(note.targets)}\t${note.text}\n`;

export function seventhLine({ node, characters }: SeventhCharacters): string {
  const pairs = Object.entries(characters).map(
    ([character, meaning]) => `${character}=${meaning.replaceAll('|', '/')}`,
  );
  return `${SEVENTH}\t${node}\t\t${pairs.join('|')}\n`;
}

interface StoredRow {
  readonly kind: string;
  readonly node: string;
  readonly targets: string;
  readonly text: string;
}

export function notesEdition(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): NotesEdition {
  const rows = body
    .split('\n')
    .slice(0, -1)
    .map((line, i) => storedRow(line, i + 1, fault));
  const byNode = Map.groupBy(rows, (row) => row.node);
  const blocksAbove = blockFinder(byNode.keys());
  const at = (node: string): readonly StoredRow[] => byNode.get(node) ?? [];
  return {
    info,
    nodesFor: (code) => [
      ...ancestors(code).filter((node) => byNode.has(node)),
      ...blocksAbove(code.slice(0, 3)),
    ],
    notesAt: (node) =>
      at(node)
        .filter((row) => row.kind !== SEVENTH)
        .map(unbound),
    seventhCharacters: (code) => {
      const row = ancestors(code)
        .flatMap(at)
        .find(({ kind }) => kind === SEVENTH);
      return row && { node: row.node, characters: pairs(row.text) };
    },
  };
}

function storedRow(line: string, number: number, fault: (detail: string) => never): StoredRow {
  const [kind, node, targets, text] = line.split('\t');
  if (kind === undefined || node === undefined || targets === undefined || text === undefined) {
    return fault(`row ${number} has not four columns`);
  }
  return { kind, node, targets, text };
}

const unbound = (row: StoredRow): UnboundNote => ({
  kind: row.kind as NoteKind,
  node: row.node,
  text: row.text,
  targets: readTargets(row.targets),
});

/** The code and the nodes above it, down to its category: S52.501A, S52.501, S52.50, S52.5, S52. */
function ancestors(code: string): string[] {
  const nodes: string[] = [];
  for (let length = code.length; length >= 3; length -= 1)
    if (length !== 4) nodes.push(code.slice(0, length));
  return nodes;
}

/** The blocks and the chapter that print a category, the narrower first. Worked out once for each category. */
function blockFinder(nodes: Iterable<string>): (category: string) => readonly string[] {
  const blocks = [...nodes]
    .filter((node) => node.includes('-'))
    .sort((a, b) => span(a) - span(b))
    .map((node) => ({ node, ranges: printedRanges(rangeOf(node)) }));
  const found = new Map<string, readonly string[]>();
  return (category) => {
    const known = found.get(category);
    if (known) return known;
    const above = blocks.filter(({ ranges }) => inRanges(category, ranges)).map(({ node }) => node);
    found.set(category, above);
    return above;
  };
}

function rangeOf(node: string): CodeRange {
  const [from = '', to = ''] = node.split('-');
  return { from, to };
}

// The width of a range, roughly: enough to tell a block from the chapter that holds it.
function span(node: string): number {
  const place = (code: string): number =>
    code.charCodeAt(0) * 1_000 + code.charCodeAt(1) * 10 + code.charCodeAt(2) / 10;
  const { from, to } = rangeOf(node);
  return place(to) - place(from);
}

const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split('|').map((pair) => [pair.slice(0, 1), pair.slice(2)]));
