/** How an English ear spells a medical word: the last resort for words that are written as they sound (sifilis, naseau). */

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ps|pn|pt)/, 's'],
  [/^kn|^gn|^mn/, 'n'],
  [/^wr|rh|rrh/g, 'r'],
  [/ph/g, 'f'],
  [/x/g, 'ks'],
  [/ch(?=[lor])/g, 'k'],
  [/sch|sh|ch/g, 'x'],
  [/c(?=[eiy])/g, 's'],
  [/ck|[cq]/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/z/g, 's'],
  [/th/g, 't'],
];

/** Equal for words that sound alike: consonants by their sound, each once, with the first letter if it is a vowel. */
export function soundOf(word: string): string {
  let key = word;
  for (const [spelling, sound] of SPELLINGS) key = key.replace(spelling, sound);
  const rest = key.slice(1).replace(/[aeiouyhw]/g, '');
  return (key.slice(0, 1).replace(/[aeiouy]/, 'a') + rest).replace(/(.)\1+/g, '$1');
}
