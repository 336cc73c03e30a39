/**
 * The NCHS tabular list (ICD10CM.tabular XML, schema icd10cm-tabular.xsd), streamed: its notes at chapter, block and
 * code, and its 7th characters. No document type, no entities of its own, bounded depth: nothing to expand or fetch.
 */
import type { NoteKind } from '../model.ts';
import type { RawNote, SeventhCharacters } from '../notes/raw-note.ts';
import { refuse } from './fault.ts';
import { readXml } from './read-xml.ts';

export interface TabularList {
  /** `2021`, as the file says itself. */
  readonly year: number;
  readonly notes: readonly RawNote[];
  readonly seventh: readonly SeventhCharacters[];
}

// The official files nest fourteen deep and their longest note has under 400 characters.
const DEEPEST = 40;
const LONGEST_TEXT = 20_000;
const KIND: ReadonlyMap<string, NoteKind> = new Map([
  ['excludes1', 'excludes1'],
  ['excludes2', 'excludes2'],
  ['codeFirst', 'codeFirst'],
  ['useAdditionalCode', 'useAdditional'],
  ['codeAlso', 'codeAlso'],
]);
const BEARERS = ['chapter', 'section', 'diag'];
const RANGE = /\(([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?)\)\s*$/;

/** An open element. */
interface Frame {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  /** The code, block or chapter this element is, once it is known. */
  node: string | undefined;
}

export const parseTabular = (chunks: Iterable<string>, file: string): TabularList =>
  readXml(chunks, file, () => new TabularReader(file));

class TabularReader {
  readonly #file: string;
  readonly #frames: Frame[] = [];
  readonly #notes: RawNote[] = [];
  readonly #seventh: { node: string; characters: Record<string, string> }[] = [];
  #year = 0;

  constructor(file: string) {
    this.#file = file;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#frames.length === 0 && name !== 'ICD10CM.tabular')
      refuse(this.#file, `its root is ${name}, not ICD10CM.tabular`);
    if (this.#frames.length >= DEEPEST) refuse(this.#file, `it nests deeper than ${DEEPEST} elements`);
    const node = name === 'section' ? attributes.id : undefined;
    this.#frames.push({ name, attributes, text: '', node });
  }

  text(text: string): void {
    const frame = this.#frames.at(-1);
    if (!frame) return;
    if (frame.text.length + text.length > LONGEST_TEXT)
      refuse(this.#file, `an element ${frame.name} is too long`);
    frame.text += text;
  }

  close(): void {
    const frame = this.#frames.pop();
    const parent = this.#frames.at(-1);
    if (!frame || !parent) return;
    const text = frame.text.replace(/\s+/g, ' ').trim();
    if (frame.name === 'version' && this.#frames.length === 1)
      this.#year = Number(/^20\d\d/.exec(text)?.[0] ?? 0);
    else if (frame.name === 'name' && parent.name === 'diag') parent.node = text;
    else if (frame.name === 'desc' && parent.name === 'chapter') parent.node = RANGE.exec(text)?.[1];
    else if (frame.name === 'note') this.#note(KIND.get(parent.name), text);
    else if (frame.name === 'extension' && parent.name === 'sevenChrDef')
      this.#seventhCharacter(frame.attributes.char ?? '', text);
  }

  #note(kind: NoteKind | undefined, text: string): void {
    if (kind && text !== '') this.#notes.push({ kind, node: this.#bearer(), text });
  }

  #seventhCharacter(character: string, text: string): void {
    const node = this.#bearer();
    if (this.#seventh.at(-1)?.node !== node) this.#seventh.push({ node, characters: {} });
    const entry = this.#seventh.at(-1);
    if (entry && /^[0-9A-Z]$/.test(character)) entry.characters[character] = text;
  }

  #bearer(): string {
    const frame = this.#frames.findLast(({ name }) => BEARERS.includes(name));
    return frame?.node ?? refuse(this.#file, 'a note stands outside any named chapter, block or code');
  }

  result(): TabularList {
    if (!this.#year) refuse(this.#file, 'it does not say its year');
    if (this.#notes.length === 0) refuse(this.#file, 'it holds no notes');
    return { year: this.#year, notes: this.#notes, seventh: this.#seventh };
  }
}
