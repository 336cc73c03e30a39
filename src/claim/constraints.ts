/** Profile constraints that the FHIRPath engine cannot evaluate (it has neither aggregate() nor sum()), as code. */

/** By constraint key, for the validator; each takes whatever was sent as a Claim. */
export const CLAIM_CONSTRAINTS: Readonly<Record<string, (resource: unknown) => boolean>> = {
  'cw-total': totalIsSum,
};

interface Amounts {
  readonly item?: readonly { readonly net?: { readonly value?: number } }[];
  readonly total?: { readonly value?: number; readonly currency?: string };
}

function totalIsSum(resource: unknown): boolean {
  const { item = [], total } = resource as Amounts;
  if (!total) return true;
  const cents = item.map((line) => Math.round((line.net?.value ?? Number.NaN) * 100));
  const sum = cents.reduce((a, b) => a + b, 0);
  return total.currency === 'USD' && sum === Math.round((total.value ?? Number.NaN) * 100);
}
