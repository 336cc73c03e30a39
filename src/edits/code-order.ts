/** Ranges of the tabular list (`C43-C44`, `E11.-`): its order differs from the text's for a few categories. */
import type { CodeRange } from '../terminology/index.ts';

/**
 * Categories that the tabular list puts where the text order does not: C4A stands between C43 and C44, C7A and C7B
 * after C75, D3A after D36, M1A before M10. `~` sorts after every letter.
 */
const MOVED: Readonly<Record<string, string>> = {
  C4A: 'C43~A',
  C7A: 'C75~A',
  C7B: 'C75~B',
  D3A: 'D36~A',
  M1A: 'M09~A',
};

/** A key that sorts codes and nodes as the tabular list does, and keeps that what is below a node starts with its key. */
export function tabularKey(code: string): string {
  const plain = code.replace('.', '');
  const category = plain.slice(0, 3);
  return Object.hasOwn(MOVED, category) ? `${MOVED[category]}${plain.slice(3)}` : plain;
}

const reaches = (key: string, to: string): boolean => key <= to || key.startsWith(to);

/** Whether a code lies in a range: from its first node to all that lies below its last. */
export function inRange(code: string, range: CodeRange): boolean {
  const key = tabularKey(code);
  return key >= tabularKey(range.from) && reaches(key, tabularKey(range.to));
}

/** Codes sorted once, so that a range finds what it holds without looking at every code. */
export class TabularIndex<T> {
  readonly #keys: readonly string[];
  readonly #values: readonly T[];

  constructor(values: readonly T[], codeOf: (value: T) => string) {
    const keyed = values.map((value) => ({ key: tabularKey(codeOf(value)), value }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    this.#keys = keyed.map((k) => k.key);
    this.#values = keyed.map((k) => k.value);
  }

  /** Every value in a range, in the order of the tabular list. */
  within(range: CodeRange): readonly T[] {
    const to = tabularKey(range.to);
    const start = this.#firstAtOrAfter(tabularKey(range.from));
    let end = start;
    while (this.#holds(end, to)) end += 1;
    return start === end ? [] : this.#values.slice(start, end);
  }

  #holds(index: number, to: string): boolean {
    const key = this.#keys[index];
    return key !== undefined && reaches(key, to);
  }

  #firstAtOrAfter(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
