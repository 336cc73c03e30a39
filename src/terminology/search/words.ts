/** Text to words: one folding for titles, phrases and what a person types, so that spelling habits meet. */

/** Longer input is cut: nobody types more, and cost is bounded by it. */
export const MAX_INPUT = 200;

// s/p, w/o, n/v, h/o: one word each, known to the abbreviations as sp, wo, nv, ho.
const SLASHED = /\b([a-z]{1,2})\/([a-z]{0,2})(?![a-z])/g;
const MARKS = /\p{M}+/gu;
const WORD = /[a-z0-9]+/g;
const TOKEN = /[a-z0-9]+|,/g;
// anaemia, haemorrhage; oedema, diarrhoea, foetal, coeliac: but not gastroenteritis or thromboembolism.
const BRITISH = /(?<=rrh|f|c|m|^)oe(?=[a-z])|ae(?=[a-z]{2})/;

const ASCII = /^[ -~]*$/;
const ODD = /['’`&+]|\(e?s\)/;

/** Lower case without accents, possessives and the s of finger(s); & and + written out. */
export function fold(text: string): string {
  const lower = (ASCII.test(text) ? text : text.normalize('NFKD').replace(MARKS, '')).toLowerCase();
  if (!ODD.test(lower)) return lower;
  return lower
    .replace(/['’`]s\b|\(e?s\)/g, '')
    .replace(/['’`]/g, '')
    .replace(/[&+]/g, ' and ');
}

/** The words of a folded text, each in its normal form. */
export const wordsOf = (folded: string): string[] => (folded.match(WORD) ?? []).map(stem);

/** The words a person typed. */
export const typedWords = (text: string): string[] => typedTokens(text).filter((token) => token !== ',');

/** The words a person typed, and the commas between them. */
export function typedTokens(text: string): string[] {
  return fold(text.slice(0, MAX_INPUT)).replace(SLASHED, ' $1$2 ').match(TOKEN) ?? [];
}

/** Plural to singular, British to American. It need not be a word, only the same on both sides. */
export function stem(word: string): string {
  return american(singular(word));
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /[su0-9]s$|is$/.test(word)) return word;
  return word.endsWith('ies') && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

function american(word: string): string {
  if (word.length < 5 || !/ae|oe|our$/.test(word)) return word;
  return word.replace(/our$/, 'or').replace(BRITISH, 'e');
}
