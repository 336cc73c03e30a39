/** What a clearinghouse or payer answered, and what we answered to a submitted claim, as they are read at our own address. */
import type { Result, Submission } from '../../clearinghouse/index.ts';
import { literalOf, type Resource } from '../../fhir/index.ts';
import type { OwnResources } from './own-resources.ts';
import { ownClaimId, rebased } from './rebase.ts';

type Named<T> = T & { readonly id: string };

const named = (resource: Resource | undefined): readonly Named<Resource>[] =>
  resource?.id === undefined ? [] : [{ ...resource, id: resource.id }];

/** A response to a claim that is not known here has no resource. */
export async function projectResult(
  result: Result,
  own: Pick<OwnResources, 'read'>,
): Promise<readonly Named<Resource>[]> {
  if (result.kind === 'unmatched') return [];
  if (result.kind === 'payment')
    return [result.reconciliation, result.task].flatMap(named).map((r) => rebased(r, undefined));
  const base = await baseOf(result.number, own);
  return [result.response, result.task].flatMap(named).map((r) => rebased(r, base));
}

/** The EHR of the claim, which its patient's address tells: what was sent names the patient relative to it. */
async function baseOf(number: string, own: Pick<OwnResources, 'read'>): Promise<string | undefined> {
  const claim = (await own.read('Claim', ownClaimId(number)))?.resource;
  const reference = claim?.resourceType === 'Claim' ? claim.patient?.reference : undefined;
  const literal = literalOf(reference);
  if (!reference || !literal || reference === literal) return undefined;
  return reference.slice(0, reference.lastIndexOf(`/${literal}`));
}

/** Whose record it is at the submitter's own address only the submitter knows. */
export const projectSubmission = ({ response }: Submission): readonly Named<Resource>[] =>
  named(response).map((r) => rebased(r, undefined));
