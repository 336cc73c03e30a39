/** Titles of the classification as phrases: without what is unspecified, bracketed or denied (conventions I.A.6, I.A.7, I.A.9). */
import { type InclusionTerm, remembering } from '../../src/suggest/module.ts';
import type { Phrase } from './phrase.ts';
import { flat, formOf, type Spelling } from './words.ts';

// Perils and places, and what only other records tell: a note's words are never read as one of these by their title.
const LEFT_OUT = /^(?:[VWXY]|Z(?!8|9[0-9]|16|2[0-9]|3A|6[0-9]|5[5-9]|7[3])|U)/;

/** Whose record is read: codes of birth and of childbirth answer to the words of those patients alone (I.C.15.a.1, I.C.16.a.1). */
export type Reader = 'anyone' | 'mother' | 'newborn';

// What a disease from before the pregnancy is coded as is made from its own code (I.C.15.a, O10, O24, O98, O99).
const OF_MOTHERS = /^O(?:0[0-8]|1[1-6]|2[0-36]|244|2[89]|[34]|6|7|80|82|8[5-9]|9[0-2])/;
/** Words that need not be said where the patient is that: "maternal care for breech presentation", "neonatal jaundice". */
const UNSAID: Readonly<Record<Reader, RegExp | undefined>> = {
  anyone: undefined,
  mother:
    /\bmaternal care for (?:known or suspected |other )?|\b(?:complicating|in|during) (?:pregnancy|childbirth|labor|delivery|the puerperium)(?:,? (?:childbirth|and|the|puerperium)){0,5}|\[[^\]]*\]/g,
  newborn: /\bneonatal\b|\b(?:of|in) (?:the )?newborn\b|\bnewborn\b(?! affected)/g,
};

const isLeftOut = (code: string, reader: Reader): boolean =>
  code.startsWith('O')
    ? reader !== 'mother' || !OF_MOTHERS.test(code)
    : code.startsWith('P')
      ? reader !== 'newborn'
      : LEFT_OUT.test(code);

const unsaid = (title: string, code: string, reader: Reader): string => {
  const pattern = /^[OP]/.test(code) ? UNSAID[reader] : undefined;
  return pattern ? title.replace(pattern, ' ') : title;
};
const BRACKETS = /\([^()]*\)|\[[^[\]]*\]/g;
// "Without foreign body of right hand": the hand is not denied.
const DENIED = /\bwithout (?:[^,]{0,60}?\b(?:body|extension|fracture)(?= of\b)|[^,]*?(?=,|\bwith\b|$))/g;
const AMONG = /,? including [^,]*/g;
// Combinations with kidney disease are made from their parts, which keep the stage (I.C.4.a, I.C.9.a.2).
const COMBINED = /^(?:E(?:08|09|10|11|13)22|I1[1-3])/;
const VAGUE_PART =
  /\bunspecified (?:as to [^,]*|organism|site|part|type|side|cause|ear|eye|trimester|degree|severity|form|location|episode of care|duration|laterality)\b/g;
/** What is cut out of a title, in this order; most titles have none of the marks, and are not searched. */
const CUTS: readonly (readonly [readonly string[], RegExp])[] = [
  [['(', '['], BRACKETS],
  [['without '], DENIED],
  [['including '], AMONG],
  [['unspecified '], VAGUE_PART],
];
const EMPTY =
  /\b(?:unspecified|other specified|other and unspecified|other|specified|not elsewhere classified|in diseases classified elsewhere|classified elsewhere|nos|nec|mellitus|unilateral|initial encounter|closed fracture|displaced(?= (?:\w+ ){0,6}fracture))\b/g;
const MOST_WORDS = 7;

/** Where a title speaks of "other" things it is what is left when nothing better fits. */
const isOther = (title: string): boolean =>
  /\bother\b|not elsewhere classified|diseases classified elsewhere/i.test(title);

export function titlePhrase(
  { code, title, billable }: { readonly code: string; readonly title: string; readonly billable: boolean },
  spelling: Spelling,
  reader: Reader = 'anyone',
): Phrase | undefined {
  if (code.length === 7 || isLeftOut(code, reader) || COMBINED.test(code)) return undefined;
  const plain = CUTS.reduce(
    (text, [marks, pattern]) => (marks.some((m) => text.includes(m)) ? text.replace(pattern, ' ') : text),
    unsaid(title.toLowerCase(), code, reader),
  );
  // What is unspecified after a comma need not be said: "Otitis media, unspecified, unspecified ear".
  const said = plain.includes(', unspecified ') ? plain.replace(/, unspecified [^,]*/g, ' ') : plain;
  const words = formsIn(said.replace(EMPTY, ' '), spelling);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const rest = said === plain ? [] : formsIn(plain.replace(EMPTY, ' '), spelling);
  const optional = rest.filter((w) => !words.includes(w));
  const rank =
    40 +
    (isOther(title) ? 20 : 0) +
    (billable ? 0 : 5) +
    (/unspecified/i.test(title) ? -3 : 0) +
    optional.length;
  return { words, optional, node: code, rank, kind: 'plain', spans: words.length === 2 ? 0 : 2 };
}

/** An inclusion term (guideline I.A.11) as a phrase: its nonessential modifiers may stand beside it (I.A.7). */
export function inclusionPhrase(
  { node, text }: InclusionTerm,
  spelling: Spelling,
  reader: Reader = 'anyone',
): Phrase | undefined {
  const code = node.replace('.', '');
  // Injuries name their places in their terms: the place is told by the words around, the titles know them all.
  if (isLeftOut(code, reader) || COMBINED.test(code) || /^[ST]/.test(code)) return undefined;
  const plain = unsaid(text.toLowerCase(), code, reader).replace(DENIED, ' ').replace(AMONG, ' ');
  const words = formsIn(plain.replace(BRACKETS, ' ').replace(EMPTY, ' '), spelling);
  if (words.length === 0 || words.length > MOST_WORDS) return undefined;
  const bracketed = (plain.match(BRACKETS) ?? []).join(' ');
  const optional = formsIn(bracketed, spelling).filter((w) => !words.includes(w));
  return { words, optional, node: code, rank: 38, kind: 'plain', spans: words.length === 2 ? 0 : 2 };
}

/** A cache of a pure function. Titles have a million words, of a few thousand: each is brought to its form once. */
const FORMS = new WeakMap<Spelling, (token: string) => string>();

/** The forms of a text's words, each once. */
export function formsIn(text: string, spelling: Spelling): readonly string[] {
  const formed = FORMS.get(spelling) ?? remembering((token) => meaning(token, spelling), 50_000);
  FORMS.set(spelling, formed);
  const forms = new Set<string>();
  for (const token of flat(text).match(/[a-z0-9]+(?:['’]s\b)?/g) ?? []) {
    const form = formed(token);
    if (form !== '') forms.add(form);
  }
  return [...forms];
}

/** The form of a word, or nothing where it says nothing. */
function meaning(token: string, spelling: Spelling): string {
  const form = formOf(token.replace(/['’]s$/, ''), spelling);
  return spelling.empty.has(token) || spelling.empty.has(form) ? '' : form;
}
