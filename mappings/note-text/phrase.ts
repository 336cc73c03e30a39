/** A phrase of the lexicon: the words that must stand near one another, and the node of the classification they mean. */

export interface Phrase {
  /** In their normal form, each once. */
  readonly words: readonly string[];
  /** Words that may stand beside them and make the match surer. */
  readonly optional: readonly string[];
  /** Dotless node: billable, or a heading whose usual code below is meant. */
  readonly node: string;
  /** What may stand between its words: nothing, "and" (1) or a comma (2); never the end of a clause. */
  readonly spans: 0 | 1 | 2;
  /** Lower speaks first among phrases of the same words. */
  readonly rank: number;
  /** `vague`: says so little ("disease") that only a reader of everything wants it. `status`: an operation that is a status only once it is past. */
  readonly kind: 'plain' | 'vague' | 'status';
}
