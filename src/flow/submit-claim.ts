/** Use case: `Claim/$submit` (R4 claim-operation-submit.html). A claim that is acknowledged is kept; the same again gets the same answer. */
import { type Submission, type Submissions, submissionResponse } from '../clearinghouse/index.ts';
import { editOutcome } from '../edits/index.ts';
import type { Bundle, Claim, ClaimResponse, FhirValidator } from '../fhir/index.ts';
import { ClaimwrightError, type Clock, canonicalJson, sha256, uuidFrom } from '../kernel/index.ts';
import { bundledResources, checkClaim, checkStructure } from './check-claim.ts';
import type { PipelineKnowledge } from './pipeline.ts';

export interface SubmitDeps {
  readonly submissions: Submissions;
  readonly validator: FhirValidator;
  readonly knowledge: PipelineKnowledge;
  readonly clock: Clock;
}

/** `queued` or `error`. Throws CW-1003 without an identifier or a Claim, CW-7003 for other content under a known identifier. */
export async function submitClaim(body: Claim | Bundle, deps: SubmitDeps): Promise<ClaimResponse> {
  const claim = submittedClaim(body);
  checkStructure(body.resourceType === 'Bundle' ? body : bundleOf(claim), deps.validator);
  const key = submissionKey(claim);
  const hash = contentHash(body);
  const known = await deps.submissions.find(key);
  if (known) return answerAgain(known, hash);
  const response = answer(claim, body, hash, deps);
  // A claim that was not taken may be mended and sent again under its identifier.
  if (response.outcome === 'error') return response;
  const kept = await deps.submissions.accept({ key, sha256: hash, at: response.created, body, response });
  return answerAgain(kept, hash);
}

function answerAgain(kept: Submission, hash: string): ClaimResponse {
  if (kept.sha256 !== hash) throw new ClaimwrightError('CW-7003', {}, { expression: 'Claim.identifier' });
  return kept.response;
}

function answer(claim: Claim, body: Claim | Bundle, hash: string, deps: SubmitDeps): ClaimResponse {
  const beside = body.resourceType === 'Bundle' ? body : undefined;
  const run = checkClaim(claim, deps.validator, deps.knowledge, beside);
  return submissionResponse({
    id: uuidFrom('submission', submissionKey(claim), hash),
    at: deps.clock.now(),
    claim,
    issues: editOutcome(run).issue,
  });
}

const bundleOf = (claim: Claim): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resource: claim }],
});

function submittedClaim(body: Claim | Bundle): Claim {
  if (body.resourceType === 'Claim') return body;
  const claims = bundledResources(body).filter((r): r is Claim => r?.resourceType === 'Claim');
  const [claim] = claims;
  if (claim && claims.length === 1) return claim;
  throw missing('Bundle.entry', `send one Claim, not ${claims.length}`);
}

function submissionKey(claim: Claim): string {
  const identifiers: unknown = claim.identifier;
  const [first] = Array.isArray(identifiers) ? (identifiers as NonNullable<Claim['identifier']>) : [];
  if (typeof first?.value !== 'string' || first.value === '')
    throw missing('Claim.identifier', 'a claim is known by it, so that none is taken twice');
  return sha256(JSON.stringify([first.system ?? '', first.value]));
}

/** What a server puts to a resource when it hands it on is not content. */
function contentHash(body: Claim | Bundle): string {
  const { meta: _meta, ...rest } = body;
  if (rest.resourceType === 'Claim') return sha256(canonicalJson(rest));
  const { id: _id, timestamp: _timestamp, ...bundle } = rest;
  return sha256(canonicalJson(bundle));
}

const missing = (where: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1003', { where, detail }, { expression: where });
