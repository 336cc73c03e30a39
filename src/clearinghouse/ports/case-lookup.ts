/** The port that leads from a claim back to what it was made from: the case, and the suggestion, findings and decision behind each line. */

export interface LineOrigin {
  /** Claim.item.sequence. */
  readonly sequence: number;
  readonly code: string;
  /** The mapping module's rule that suggested it: `module@version/rule`. */
  readonly rule: string;
  readonly confidence: number;
}

export interface ClaimOrigin {
  /** The case's id. */
  readonly case: string;
  /** `Encounter/id` in the EHR. */
  readonly encounter: string;
  readonly lines: readonly LineOrigin[];
  /** Edits that had something to say of the claim before it went out, with its line where they name one. */
  readonly findings: readonly {
    readonly edit: string;
    readonly severity: string;
    readonly line: number | undefined;
  }[];
  /** Who let it go, when and why. */
  readonly decision: { readonly who: string; readonly at: string; readonly why: string } | undefined;
}

export interface CaseLookup {
  byClaimNumber(number: string): Promise<ClaimOrigin | undefined>;
}

export const fakeCaseLookup = (origins: Readonly<Record<string, ClaimOrigin>> = {}): CaseLookup => {
  const known = new Map(Object.entries(origins));
  return { byClaimNumber: async (number) => known.get(number) };
};
