/** Finding the codes of a claim that a tabular note's ranges hold, without comparing every code with every range. */
import type { CodeRange } from '../terminology/index.ts';

const plain = (code: string): string => code.replace('.', '');

/** Codes sorted once by their characters, as the ranges of tabular notes compare (terminology/range.ts). */
export class TabularIndex<T> {
  readonly #keys: readonly string[];
  readonly #values: readonly T[];

  constructor(values: readonly T[], codeOf: (value: T) => string) {
    const keyed = values.map((value) => ({ key: plain(codeOf(value)), value }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    this.#keys = keyed.map((k) => k.key);
    this.#values = keyed.map((k) => k.value);
  }

  /** Every value in a range, in the order of their codes. */
  within(range: CodeRange): readonly T[] {
    const start = this.#firstAtOrAfter(plain(range.from));
    const to = plain(range.to);
    let end = start;
    while (this.#reaches(end, to)) end += 1;
    return start === end ? [] : this.#values.slice(start, end);
  }

  #reaches(index: number, to: string): boolean {
    const key = this.#keys[index];
    return key !== undefined && (key <= to || key.startsWith(to));
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
