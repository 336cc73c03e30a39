/** The stored rows of an index: depth, title, codes, manifestations, see, see also, cells; each term after the one above it. */

export interface RawTerm {
  /** 0 for a main term. */
  readonly depth: number;
  /** As printed, non-essential modifiers between braces: `Abuse{(adult) (child)} NEC`. */
  readonly title: string;
  /** With a dash at the end where they are subdivided: `C79.8-`. */
  readonly codes: readonly string[];
  readonly manifestations: readonly string[];
  readonly see: readonly string[];
  readonly seeAlso: readonly string[];
  /** The six columns of a table, empty where it prints a dash; none in an index without columns. */
  readonly cells: readonly string[];
}

/** No official text has a bar or a brace. */
const BAR = '|';

export const termLine = (term: RawTerm): string =>
  `${[
    String(term.depth),
    term.title,
    term.codes.join(BAR),
    term.manifestations.join(BAR),
    term.see.join(BAR),
    term.seeAlso.join(BAR),
    term.cells.join(BAR),
  ].join('\t')}\n`;

const list = (cell: string): readonly string[] => (cell === '' ? [] : cell.split(BAR));

export function readTerm(line: string): RawTerm | undefined {
  const [depth = '', title = '', codes, manifestations, see, seeAlso, cells, more] = line.split('\t');
  if (cells === undefined || more !== undefined || !/^\d\d?$/.test(depth)) return undefined;
  return {
    depth: Number(depth),
    title,
    codes: list(codes ?? ''),
    manifestations: list(manifestations ?? ''),
    see: list(see ?? ''),
    seeAlso: list(seeAlso ?? ''),
    cells: list(cells),
  };
}

const MODIFIERS = /\{([^{}]*)\}/g;

/** The title without its non-essential modifiers. */
export const plainTitle = (title: string): string =>
  title.replace(MODIFIERS, ' ').replace(/ {2,}/g, ' ').replace(/ ,/g, ',').trim();

/** The non-essential modifiers of a title, each without its parentheses. */
export const modifiersOf = (title: string): readonly string[] =>
  [...title.matchAll(MODIFIERS)]
    .flatMap(([, words = '']) => words.split(/[()]/))
    .map((words) => words.trim())
    .filter((words) => words !== '');
