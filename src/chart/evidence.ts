/** Evidence: where in the record a fact was read. Every code on a claim can be traced to at least one. */

export interface Evidence {
  /** `Type/id` of the resource, or `Type/id#contained`. */
  readonly reference: string;
  /** FHIRPath of the element inside it, for example `Condition.code.coding[0]`. */
  readonly path: string;
  /** The words (or code) that were read there. */
  readonly words: string;
}

export const evidence = (reference: string, path: string, words: string): Evidence => ({
  reference,
  path,
  words,
});

/** A value with where it was read. */
export interface Sourced<T> {
  readonly value: T;
  readonly evidence: readonly Evidence[];
}
