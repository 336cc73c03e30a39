/** What a mode writes for a claim: a transaction whose every entry is conditional, made from that of the claim room. Pure. */
import type { Bundle, BundleEntry, Claim, Provenance } from '../../fhir/index.ts';
import { invariant } from '../../kernel/index.ts';

export interface WritePlan {
  /** What must be there before the case counts as claimed. */
  readonly entries: readonly BundleEntry[];
  /** What goes with it (Provenance): a server that takes none has the claim all the same. */
  readonly beside: readonly BundleEntry[];
  /** What the EHR holds of its own accord and must not get twice. */
  readonly held: readonly string[];
}

/** One claim of the transaction, with its Provenance. */
export interface ClaimEntry {
  readonly fullUrl: string;
  readonly claim: Claim;
  readonly system: string;
  readonly number: string;
  readonly provenance: Provenance | undefined;
}

export function claimEntries(transaction: Bundle): readonly ClaimEntry[] {
  const entries = transaction.entry ?? [];
  return entries.flatMap(({ fullUrl = '', resource, request }) => {
    if (resource?.resourceType !== 'Claim') return [];
    // It may be sent again after a lost answer only because it is conditional.
    const [identifier] = resource.identifier ?? [];
    invariant(request?.ifNoneExist && identifier?.value, 'the transaction holds a Claim without a condition');
    const provenance = entries.find((e) => isAbout(e, fullUrl))?.resource as Provenance | undefined;
    return [
      { fullUrl, claim: resource, system: identifier.system ?? '', number: identifier.value, provenance },
    ];
  });
}

const isAbout = ({ resource }: BundleEntry, fullUrl: string): boolean =>
  resource?.resourceType === 'Provenance' && resource.target.some((t) => t.reference === fullUrl);

export function claimPlan(transaction: Bundle): WritePlan {
  const entries = transaction.entry ?? [];
  const isClaim = ({ resource }: BundleEntry): boolean => resource?.resourceType === 'Claim';
  invariant(claimEntries(transaction).length > 0, 'the transaction holds no conditional Claim');
  return { entries: entries.filter(isClaim), beside: entries.filter((e) => !isClaim(e)), held: [] };
}

/** A conditional create of a resource that is known by an identifier. */
export function onIdentifier(
  fullUrl: string,
  resource: NonNullable<BundleEntry['resource']>,
  { system, value }: { readonly system: string; readonly value: string },
): BundleEntry {
  const request = {
    method: 'POST' as const,
    url: resource.resourceType,
    ifNoneExist: `identifier=${system}|${value}`,
  };
  return { fullUrl, resource, request };
}

/** The Provenance of the claim as one of what stands for it; R4 Provenance has no identifier, so its tag is its condition. */
export function besides(
  fullUrl: string,
  target: string,
  resource: Provenance,
  { system, value }: { readonly system: string; readonly value: string },
): BundleEntry {
  const tag = [{ system, code: value }];
  return {
    fullUrl,
    resource: { ...resource, meta: { ...resource.meta, tag }, target: [{ reference: target }] },
    request: { method: 'POST', url: 'Provenance', ifNoneExist: `_tag=${system}|${value}` },
  };
}
