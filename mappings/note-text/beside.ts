/** Codes that stand beside a note's diagnoses: long-term drugs and the body mass index (guidelines I.B.14, I.C.4.a.3, I.C.21.c.3). */
import {
  type Cues,
  contextIn,
  type NoteText,
  type Person,
  type SectionKind,
  sentencesIn,
  underAny,
} from '../../src/suggest/module.ts';

/** drugs.json. */
export interface RawDrugs {
  readonly stopped: string;
  readonly rows: readonly {
    readonly code: string;
    readonly with?: readonly string[];
    readonly except?: readonly string[];
    readonly names: string;
  }[];
}

export interface Beside {
  readonly code: string;
  readonly start: number;
  readonly words: string;
  readonly rule: 'long-term-drug' | 'body-mass-index';
}

interface Drug {
  readonly code: string;
  readonly with: readonly string[] | undefined;
  readonly except: readonly string[];
}

export interface Drugs {
  readonly byName: ReadonlyMap<string, Drug>;
  readonly stopped: ReadonlySet<string>;
}

export function compileDrugs(raw: RawDrugs): Drugs {
  const rows = raw.rows.flatMap((row) => {
    const drug: Drug = { code: row.code, with: row.with, except: row.except ?? [] };
    return row.names.split('|').map((name) => [name, drug] as const);
  });
  return { byName: new Map(rows), stopped: new Set(raw.stopped.split('|')) };
}

const NOT_TAKEN: readonly SectionKind[] = ['allergies', 'unaddressed', 'family', 'review'];
const WORD = /[A-Za-z]{3,30}/g;
/** Words before a drug's name that may say it was stopped. */
const BEFORE = 40;

/** `codes`: the diagnoses of the encounter. */
export function drugsIn(
  note: NoteText,
  codes: readonly string[],
  drugs: Drugs,
  cues: Cues,
): readonly Beside[] {
  const found = new Map<string, Beside>();
  for (const section of note.sections ?? []) {
    if (NOT_TAKEN.includes(section.kind)) continue;
    for (const { start, end } of sentencesIn(note.text, section.start, section.end)) {
      for (const b of inSentence(note.text.slice(start, end), start, drugs, cues)) {
        const drug = drugs.byName.get(b.words.toLowerCase());
        if (drug && fits(drug, codes) && !found.has(b.code)) found.set(b.code, b);
      }
    }
  }
  return [...found.values()];
}

const fits = (drug: Drug, codes: readonly string[]): boolean =>
  (!drug.with || codes.some((c) => underAny(c, drug.with ?? []))) &&
  !codes.some((c) => underAny(c, drug.except));

function inSentence(text: string, offset: number, { byName, stopped }: Drugs, cues: Cues): readonly Beside[] {
  return Array.from(text.matchAll(WORD)).flatMap(({ 0: words, index }) => {
    const drug = byName.get(words.toLowerCase());
    if (!drug) return [];
    const before =
      text
        .slice(Math.max(0, index - BEFORE), index)
        .toLowerCase()
        .match(/[a-z]+/g) ?? [];
    const left =
      before.some((w) => stopped.has(w)) || contextIn(text, cues).of(index, index + words.length).length > 0;
    return left ? [] : [{ code: drug.code, start: offset + index, words, rule: 'long-term-drug' as const }];
  });
}

const INDEX = /\b(?:BMI|body mass index)(?: is| of|:|=)? ?(\d{2}(?:\.\d)?)\b/i;
const WEIGHED = ['E43', 'E44', 'E46', 'E66', 'R63.6'];
/** Whole numbers of the classification's steps above 40 (Z68.41–Z68.45). */
const STEPS = [40, 45, 50, 60, 70];

/** An adult's body mass index, only beside a diagnosis of weight. */
export function bodyMassIn(note: NoteText, codes: readonly string[], { age }: Person): readonly Beside[] {
  if (age === undefined || age < 20 || !codes.some((c) => underAny(c, WEIGHED))) return [];
  const match = INDEX.exec(note.text);
  const value = Number(match?.[1]);
  if (!match || !(value >= 10 && value < 100)) return [];
  const step = STEPS.findLastIndex((s) => value >= s);
  const code = step >= 0 ? `Z68.4${step + 1}` : value < 20 ? 'Z68.1' : `Z68.${Math.floor(value)}`;
  return [{ code, start: match.index, words: match[0], rule: 'body-mass-index' }];
}
