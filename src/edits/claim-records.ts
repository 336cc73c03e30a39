/** The records a Claim refers to: contained in it, handed over with it, or not at hand (R4 references.html). */
import { literalOf, type Resource } from '../fhir/index.ts';
import { type ClaimValues, type Fields, isFields } from './claim-values.ts';

/** Finds a record that came with the claim (a Bundle, a chart) by its reference as written. */
export type Resolve = (reference: string) => Resource | undefined;

/** A reference as far as it could be followed. */
export interface Referred {
  /** The Reference element itself, for its `identifier` and `type`. */
  readonly element: Fields;
  readonly reference: string | undefined;
  /** `Type/id` of a literal reference. */
  readonly literal: string | undefined;
  readonly record: Fields | undefined;
}

export class ClaimRecords {
  readonly #values: ClaimValues;
  readonly #resolve: Resolve;
  readonly #contained: ReadonlyMap<string, Fields>;

  constructor(claim: Fields, values: ClaimValues, resolve: Resolve) {
    this.#values = values;
    this.#resolve = resolve;
    const held = values.list(claim.contained, 'Claim.contained').filter(isFields);
    this.#contained = new Map(held.flatMap((r) => (typeof r.id === 'string' ? [[`#${r.id}`, r]] : [])));
  }

  /** Undefined when there is no Reference at all. */
  refer(value: unknown, at: string): Referred | undefined {
    if (value === undefined || value === null) return undefined;
    const element = this.#values.fields(value, at);
    const reference = this.#values.text(element.reference, `${at}.reference`);
    return { element, reference, literal: literalOf(reference), record: this.#record(reference) };
  }

  #record(reference: string | undefined): Fields | undefined {
    if (reference === undefined) return undefined;
    const found: unknown = this.#contained.get(reference) ?? this.#resolve(reference);
    return isFields(found) ? found : undefined;
  }
}
