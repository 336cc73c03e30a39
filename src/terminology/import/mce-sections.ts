/**
 * The sections of chapter 1 of CMS's "Definitions of Medicare Code Edits" (text version): numbered headings, lettered ones
 * below them, and rows of a code, a tab and a short title. The table of contents has the same headings with a page.
 */
import type { MceList } from '../mce/model.ts';
import { refuse } from './fault.ts';
import { tidy } from './official-text.ts';
import { textLines } from './text-lines.ts';

export interface MceLists {
  readonly lists: readonly MceList[];
  /** Dotless code → the ids of its lists. */
  readonly codes: ReadonlyMap<string, readonly string[]>;
}

/** Headings whose list has a name of its own. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:perinatal\/?)?newborn diagnos/i, 'newborn'],
  [/^p(?:a)?ediatric diagnos/i, 'pediatric'],
  [/^maternity diagnos/i, 'maternity'],
  [/^adult diagnos/i, 'adult'],
  [/^diagnoses for females/i, 'female'],
  [/^diagnoses for males/i, 'male'],
  [/^procedures for females/i, 'female-procedure'],
  [/^procedures for males/i, 'male-procedure'],
  [/^manifestation code/i, 'manifestation'],
  [/^questionable admission/i, 'questionable-admission'],
  [/^unacceptable principal/i, 'unacceptable-principal'],
  [/^unspecified code/i, 'unspecified'],
];
/** Sections that list procedures, with the diagnoses that decide on them. */
const PROCEDURES = [10, 11, 12, 13, 17, 18, 19];
/** Every version has had these sections. */
const SECTIONS = 18;

const NUMBERED = /^(\d{1,2})\. +(\S[^\t]*)$/;
const LETTERED = /^([A-Z])\. +(\S[^\t]*)$/;
const SECTION = /^(\d{1,2})\. +(\S[^\t]*)/;
/** As many characters of a heading as tell it from the others. */
const HEADING = 8;
/** The end of a line of the contents: a tab, or dots, and a page. */
const PAGE = /(?:\t|\.{3}) ?\d{1,3}$/;
const AFTER = /^(?:Chapter +[2-9]|Appendix|Index)\b[^\t]*$/i;
const ROW = /^([0-9A-Z]{2,8})\t *(.*)$/;
const DIAGNOSIS = /^[A-Z][0-9A-Z]{2,6}$/;
/** An ICD-10-PCS code: its sections are 0–9, B–D, F–H and X, and H is followed by Z, which no diagnosis is. */
const PROCEDURE = /^(?:[0-9BCDFGX][0-9A-HJ-NP-Z]{6}|HZ[0-9A-HJ-NP-Z]{5})$/;

export function mceSections(text: string, file: string): MceLists {
  const reader = new SectionReader(file);
  for (const { number, text: line } of textLines([text], file, 5_000)) if (!reader.line(line, number)) break;
  return reader.result();
}

class SectionReader {
  readonly #file: string;
  readonly #lists = new Map<string, MceList>();
  readonly #codes = new Map<string, string[]>();
  readonly #sections: number[] = [];
  /** The headings that the table of contents lists. */
  readonly #contents = new Map<number, string>();
  #heading = '';
  #letter = '';
  /** In section 9: the codes that follow are acceptable with a secondary diagnosis. */
  #alone = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** False once chapter 1 has ended: the chapter of changes has codes too, and they are in no list. */
  line(text: string, number: number): boolean {
    const line = text.trimEnd();
    const [, section, heading = ''] = NUMBERED.exec(line) ?? [];
    const lettered = LETTERED.exec(line);
    if (PAGE.test(line.slice(-8)) && !ROW.test(line)) this.#listed(line);
    else if (section && this.#isHeading(Number(section), heading))
      this.#section(Number(section), heading, number);
    else if (this.#sections.length === 0) return true;
    else if (this.#codes.size > 0 && AFTER.test(text)) return false;
    else if (lettered) [this.#letter, this.#heading] = [lettered[1] ?? '', lettered[2] ?? ''];
    else this.#within(text, number);
    return true;
  }

  /** A line of the contents. */
  #listed(line: string): void {
    const [, section, heading = ''] = SECTION.exec(line) ?? [];
    if (section) this.#contents.set(Number(section), heading);
  }

  /** The manual's words may number things too; a heading begins as the contents say. */
  #isHeading(section: number, heading: string): boolean {
    const listed = this.#contents.get(section);
    return this.#contents.size === 0 || listed?.slice(0, HEADING) === heading.slice(0, HEADING);
  }

  #section(section: number, heading: string, number: number): void {
    // Chapter 1 begins with a list of its sections; the sections themselves begin with 1 again.
    if (section === 1 && this.#codes.size === 0) this.#sections.length = 0;
    const last = this.#sections.at(-1) ?? 0;
    const skipped = [...this.#contents.keys()].some((one) => one > last && one < section);
    if (section <= last || skipped || (this.#contents.size === 0 && section !== last + 1))
      refuse(
        this.#file,
        `row ${number} begins section ${section} after section ${last}: rows are missing or mixed`,
      );
    this.#sections.push(section);
    [this.#letter, this.#heading, this.#alone] = ['', heading, false];
  }

  #within(text: string, number: number): void {
    const [, code = '', title = ''] = ROW.exec(text) ?? [];
    if (code === '' || !/\d/.test(code)) {
      // "… considered 'acceptable' when a secondary diagnosis …", its codes, then "The following pages" and the list proper.
      if (/acceptable\W.*secondary diagnosis/i.test(text)) this.#alone = true;
      else if (/^the following pages/i.test(text.trimStart())) this.#alone = false;
      return;
    }
    if (tidy(title) === '') refuse(this.#file, `row ${number} (${code}) is cut short`);
    this.#add(code, number);
  }

  #add(code: string, number: number): void {
    const section = this.#sections.at(-1) ?? 0;
    const forProcedures = PROCEDURES.includes(section) || /^procedures/i.test(this.#heading);
    const isProcedure = forProcedures && PROCEDURE.test(code);
    if (!isProcedure && !(DIAGNOSIS.test(code) && !/^procedures/i.test(this.#heading)))
      refuse(this.#file, `row ${number} has ${code}, which is not a code of its list`);
    const id = this.#listId(section, forProcedures && !isProcedure);
    if (!this.#lists.has(id)) this.#lists.set(id, this.#list(id, isProcedure));
    const ids = this.#codes.get(code);
    if (!ids) this.#codes.set(code, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }

  #listId(section: number, condition: boolean): string {
    const named = NAMED.find(([pattern]) => pattern.test(this.#heading))?.[1];
    if (named) return this.#alone && named === 'unacceptable-principal' ? `${named}-alone` : named;
    return `${section}${this.#letter.toLowerCase()}${condition ? '-diagnoses' : ''}`;
  }

  #list(id: string, isProcedure: boolean): MceList {
    const [, from, to] = /\bage (\d{1,3}) through (\d{1,3})\b/i.exec(this.#heading) ?? [];
    const ages = from
      ? { from: Number(from), to: Number(to) }
      : id === 'newborn'
        ? { from: 0, to: 0 }
        : undefined;
    const title = tidy(this.#heading.replaceAll('|', '/'));
    return { id, title, system: isProcedure ? 'icd10pcs' : 'icd10cm', ...(ages && { ages }) };
  }

  result(): MceLists {
    const last = this.#sections.at(-1) ?? 0;
    const end = Math.max(SECTIONS, ...this.#contents.keys());
    if (last < end) refuse(this.#file, `it ends in section ${last} of ${end}: its last rows are missing`);
    return { lists: [...this.#lists.values()], codes: this.#codes };
  }
}
