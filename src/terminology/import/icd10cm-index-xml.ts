/**
 * The Alphabetic Index of NCHS as XML (ICD10CM.index), streamed: terms with their path, non-essential modifiers, codes,
 * cross-references and, in the tables of drugs and neoplasms, six columns. No document type, bounded depth.
 */
import type { RawTerm } from '../index-tables/index-line.ts';
import { refuse } from './fault.ts';
import { isDamaged, tidy } from './official-text.ts';
import { readXml } from './read-xml.ts';

export interface IndexFile {
  readonly year: number;
  /** The words of the file's own title or of its first column: which of the four files it is. */
  readonly heading: string;
  readonly terms: readonly RawTerm[];
}

// The official files nest twelve deep and their longest title has under 300 characters.
const DEEPEST = 40;
const LONGEST_TEXT = 5_000;
const COLUMNS = ['2', '3', '4', '5', '6', '7'];
/** A code as the index prints it, a dash where it is subdivided: `C79.8-`, `I70.-`. */
const CODE = /^[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4}|\.(?=-))?-?$/;
/** A range or a code with words after it: `E08-E13 with .21`. */
const IN_WORDS = /^[A-Z]\d[0-9A-Z][0-9A-Z.]*[-, ]/;
/** What may stand within a term: anything else would be lost. */
const KNOWN = new Set([
  ...[
    'title',
    'nemod',
    'code',
    'manif',
    'see',
    'seeAlso',
    'seecat',
    'subcat',
    'cell',
    'term',
    'mainTerm',
    'note',
  ],
]);

interface Frame {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** A term while it is read. */
interface Draft {
  readonly depth: number;
  readonly line: number;
  title: string;
  readonly codes: string[];
  readonly manifestations: string[];
  readonly see: string[];
  readonly seeAlso: string[];
  readonly cells: Map<string, string>;
}

export const parseIndex = (chunks: Iterable<string>, file: string): IndexFile =>
  readXml(chunks, file, (line) => new IndexReader(file, line));

class IndexReader {
  readonly #file: string;
  readonly #line: () => number;
  readonly #frames: Frame[] = [];
  /** Every term, each before what stands below it; the open ones are the path. */
  readonly #terms: Draft[] = [];
  readonly #open: Draft[] = [];
  readonly #heads: string[] = [];
  #title = '';
  #year = 0;

  constructor(file: string, line: () => number) {
    this.#file = file;
    this.#line = line;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#frames.length === 0 && name !== 'ICD10CM.index')
      refuse(this.#file, `its root is ${name}, not ICD10CM.index`);
    if (this.#frames.length >= DEEPEST) refuse(this.#file, `it nests deeper than ${DEEPEST} elements`);
    if (this.#open.length > 0 && !KNOWN.has(name))
      this.#refuse(`has an element ${name.slice(0, 40)}, which the index does not know`);
    this.#frames.push({ name, attributes, text: '' });
    if (name === 'mainTerm' || name === 'term') this.#begin(name, attributes.level);
  }

  #begin(name: string, level: string | undefined): void {
    const depth = this.#open.length;
    if (name === 'mainTerm' ? depth !== 0 : depth === 0)
      this.#refuse(`has a ${name} ${depth === 0 ? 'outside' : 'within'} a main term`);
    if (name === 'term' && level !== String(depth))
      this.#refuse(`has a term of level ${level} directly below one of level ${depth - 1}`);
    const draft = {
      depth,
      line: this.#line(),
      title: '',
      codes: [],
      manifestations: [],
      see: [],
      seeAlso: [],
      cells: new Map<string, string>(),
    };
    this.#terms.push(draft);
    this.#open.push(draft);
  }

  text(text: string): void {
    const frame = this.#frames.at(-1);
    if (!frame) return;
    if (frame.text.length + text.length > LONGEST_TEXT)
      this.#refuse(`has an element ${frame.name} that is too long`);
    // These stand for structure in the stored rows.
    if (/[|{}]/.test(text)) this.#refuse(`has an element ${frame.name} with characters no official file has`);
    frame.text += text;
  }

  close(): void {
    const frame = this.#frames.pop();
    const parent = this.#frames.at(-1);
    if (!frame || !parent) return;
    const text = tidy(frame.text);
    if (isDamaged(text)) this.#refuse(`has an element ${frame.name} with characters no official file has`);
    if (frame.name === 'nemod') parent.text += `{${text}}`;
    else if (frame.name === 'version' && this.#frames.length === 1) this.#year = yearOf(text);
    else if (frame.name === 'head') this.#heads.push(text);
    else if (frame.name === 'title' && this.#frames.length === 1) this.#title = text;
    else if (frame.name === 'mainTerm' || frame.name === 'term') this.#end();
    else if (parent.name === 'mainTerm' || parent.name === 'term') this.#part(frame, text);
  }

  #end(): void {
    const draft = this.#open.pop();
    if (draft && draft.title === '') this.#refuse('ends a term that has no title', draft.line);
  }

  /** What stands within a term. */
  #part({ name, attributes }: Frame, text: string): void {
    const draft = this.#open.at(-1);
    if (!draft || text === '') return;
    if (name === 'title') draft.title = text;
    else if (name === 'see') draft.see.push(text);
    else if (name === 'seeAlso') draft.seeAlso.push(text);
    else if (name === 'seecat') draft.see.push(`category ${this.#code(text)}`);
    else if (name === 'subcat') draft.codes.push(`${this.#code(text).replace(/-$/, '')}-`);
    else if (name === 'code') this.#codes(draft.codes, draft, text);
    else if (name === 'manif') this.#manifestation(draft, text);
    else if (name === 'cell') this.#cell(draft, attributes.col ?? '', text);
  }

  #codes(to: string[], draft: Draft, text: string): void {
    const upper = text.toUpperCase();
    if (!CODE.test(upper) && IN_WORDS.test(text)) draft.see.push(text);
    else to.push(this.#code(text));
  }

  /** The table of neoplasms once has words where a manifestation's code would stand: they describe the site. */
  #manifestation(draft: Draft, text: string): void {
    if (CODE.test(text)) draft.manifestations.push(text);
    else if (/[a-z]{3}/.test(text)) draft.title += `{(${text})}`;
    else this.#codes(draft.manifestations, draft, text);
  }

  #cell(draft: Draft, column: string, text: string): void {
    if (!COLUMNS.includes(column)) this.#refuse(`has a cell in a column ${column.slice(0, 10)}`);
    if (draft.cells.has(column)) this.#refuse(`fills column ${column} twice`);
    draft.cells.set(column, /^-+$/.test(text) ? '' : this.#code(text));
  }

  #code(text: string): string {
    const upper = text.toUpperCase();
    return CODE.test(upper) ? upper : this.#refuse(`has ${text.slice(0, 20)}, which is not a code`);
  }

  #refuse(detail: string, line = this.#line()): never {
    return refuse(this.#file, `line ${line} ${detail}`);
  }

  result(): IndexFile {
    if (!this.#year) refuse(this.#file, 'it does not say its year');
    if (this.#terms.length === 0) refuse(this.#file, 'it holds no terms');
    const table = this.#heads.length > 0;
    const terms = this.#terms.map(({ cells, line: _, ...rest }) => ({
      ...rest,
      cells: table ? COLUMNS.map((column) => cells.get(column) ?? '') : [],
    }));
    return { year: this.#year, heading: table ? this.#heads.join('|') : this.#title, terms };
  }
}

const yearOf = (text: string): number => Number(/^20\d\d/.exec(text)?.[0] ?? 0);
