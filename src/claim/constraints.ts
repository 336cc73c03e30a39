/** Profile constraints that the FHIRPath engine cannot evaluate (it has neither aggregate() nor sum()), as code. */

/** By constraint key, for the validator; each takes whatever was sent as a Claim. */
export const CLAIM_CONSTRAINTS: Readonly<Record<string, (resource: unknown) => boolean>> = {
  'cw-total': totalIsSum,
  'cw-i-total': totalIsSum,
};

interface Amounts {
  readonly item?: readonly { readonly net?: { readonly value?: number } }[];
  readonly total?: { readonly value?: number; readonly currency?: string };
}

function totalIsSum(resource: unknown): boolean {
  const { item = [], total } = resource as Amounts;
  // What is missing is another constraint's to say.
  if (!total || item.length === 0 || item.some((line) => !line.net)) return true;
  const sum = item.reduce((cents, line) => cents + centsOf(line.net?.value), 0);
  return total.currency === 'USD' && sum === centsOf(total.value);
}

/** Whole cents: sums of decimals drift (0.1 + 0.2), sums of cents do not. */
const centsOf = (dollars: number | undefined): number => Math.round((dollars ?? Number.NaN) * 100);
