/** Phrases in the record's words: whole words, case and punctuation aside, and never where the words deny them. */

/** Longer texts are notes, which are not read here; the cap also bounds the work a hostile chart can cause. */
const CAP = 4_000;

// ConText (Harkema 2009): a denial governs the few words behind it.
const DENIALS = [
  ' no ',
  ' not ',
  ' denies ',
  ' denied ',
  ' without ',
  ' never ',
  ' negative for ',
  ' neither ',
];
const REACH = 4;

/** Lower case, one blank between words, one at each end, so that ` phrase ` finds whole words only. */
export const plainWords = (text: string): string =>
  ` ${text
    .slice(0, CAP)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9.%]+/g, ' ')
    .replace(/\.(?!\d)/g, ' ')
    .replace(/ +/g, ' ')
    .trim()} `;

// A denial ends with its sentence; a comma may continue it ("no fever, cough or rash").
// The dot of a genus ends none: "H. pylori".
const SENTENCE = /[;\n]|(?<!\b[A-Z])\.(?=\s|$)|(?<=\b[A-Z])\.(?=\s+[^a-z\s]|\s*$)/;

/** The first of the phrases that the text states and does not deny. Phrases are plain words already. */
export function stated(text: string, phrases: readonly string[]): string | undefined {
  const likely = text === '' || phrases.length === 0 ? [] : phrasesIn(text.slice(0, CAP), phrases);
  if (likely.length === 0) return undefined;
  const sentences = text.slice(0, CAP).split(SENTENCE).map(plainWords);
  return likely.find((phrase) =>
    sentences.some((words) => places(words, phrase).some((at) => !denied(words, at, phrase))),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what making plain only lowers and parts.
const AS_WRITTEN = /^[\x00-\x26\x28-\x7f]*$/;

/** Whether the text's own words, in small letters, are its plain words. */
export const isAsWritten = (text: string): boolean => AS_WRITTEN.test(text);

/** Those whose words all stand in the text somewhere: most texts hold none, and need not be made plain to show it. */
function phrasesIn(text: string, phrases: readonly string[]): readonly string[] {
  if (!isAsWritten(text)) return phrases;
  const lower = text.toLowerCase();
  return phrases.filter((phrase) => holdsEach(lower, phrase));
}

/** Word by word: of most phrases the first word is missing already. */
function holdsEach(text: string, phrase: string): boolean {
  for (let from = 0, to = 0; to >= 0; from = to + 1) {
    to = phrase.indexOf(' ', from);
    if (!text.includes(to < 0 ? phrase.slice(from) : phrase.slice(from, to))) return false;
  }
  return true;
}

function places(words: string, phrase: string): readonly number[] {
  const found: number[] = [];
  for (let at = words.indexOf(` ${phrase} `); at >= 0; at = words.indexOf(` ${phrase} `, at + 1))
    found.push(at);
  return found;
}

/** A denial inside the phrase itself ("not at goal") is the phrase's own meaning. */
function denied(words: string, at: number, phrase: string): boolean {
  const before = words.slice(0, at).trimEnd().split(' ').slice(-REACH).join(' ');
  return DENIALS.some((d) => ` ${before} `.includes(d)) && !phrase.startsWith('not ');
}
