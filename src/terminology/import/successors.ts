/** Which new codes took the place of one that is gone, as far as the official files show it. */

/**
 * The new billable codes that divide what the code meant. A code with placeholders and a 7th character (S30.1XXA) is
 * divided where its placeholders were, and its successors keep its 7th character (S30.11XA, S30.12XA …). Empty when
 * nothing new stands there: the files do not say, and a guess would put a wrong code on a claim.
 */
export function successorsOf(code: string, fresh: readonly string[]): readonly string[] {
  const seventh = code.length === 7 ? code[6] : undefined;
  const stem = code.slice(0, 6).replace(/X+$/, '');
  if (stem.length < 3) return [];
  return fresh.filter(
    (candidate) =>
      candidate !== code && candidate.startsWith(stem) && (seventh === undefined || candidate[6] === seventh),
  );
}
