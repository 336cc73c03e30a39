/** The module's tables, compiled once. */

export interface CodeSpan {
  readonly from: string;
  readonly to: string;
}

export interface TimeBand {
  readonly code: string;
  readonly from: number;
  readonly to?: number;
}

export interface Tables {
  readonly visits: readonly CodeSpan[];
  readonly sided: readonly CodeSpan[];
  /** Codes done on a finger, a toe or a lid. */
  readonly digits: readonly CodeSpan[];
  /** Codes that are often done again on the day, each time told by 76 or 77. */
  readonly again: readonly CodeSpan[];
  /** Codes for new patients and those of the same level for established ones. */
  readonly newToEstablished: Readonly<Record<string, string>>;
  readonly psychotherapy: readonly TimeBand[];
  /** Blocks of diagnoses that a psychotherapy session works on besides its stated reason. */
  readonly psychotherapyAlso: readonly CodeSpan[];
  /** SNOMED CT concepts that never stand on a claim by themselves. */
  readonly notBillable: ReadonlySet<string>;
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const families = raw['families.json'] as Omit<Tables, 'psychotherapyAlso' | 'notBillable'> & {
    readonly psychotherapyAlso: readonly string[];
  };
  const { concepts } = raw['not-billable.json'] as {
    readonly concepts: readonly { readonly code: string }[];
  };
  return {
    ...families,
    psychotherapyAlso: families.psychotherapyAlso.map((block) => {
      const [from = '', to = from] = block.split('-');
      return { from, to };
    }),
    notBillable: new Set(concepts.map((c) => c.code)),
  };
}

/** Codes of equal length compare as text. */
export const within = (code: string, spans: readonly CodeSpan[]): boolean =>
  spans.some((s) => s.from <= code && code.slice(0, s.to.length) <= s.to);
