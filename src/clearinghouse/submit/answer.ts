/** The ClaimResponse to a submitted Claim: queued, or in error with an OperationOutcome that says what is wrong. */
import {
  CLAIMWRIGHT_BASE,
  type Claim,
  type ClaimResponse,
  type OperationOutcome,
  outcome,
} from '../../fhir/index.ts';
import { responseBase } from '../fhir/response-base.ts';

/** ClaimResponse has no element for an OperationOutcome, and what is contained must be referred to (R4 dom-3). */
export const SUBMISSION_OUTCOME = `${CLAIMWRIGHT_BASE}/StructureDefinition/submission-outcome`;

export interface Answered {
  readonly id: string;
  readonly at: string;
  readonly claim: Claim;
  readonly issues: OperationOutcome['issue'];
}

export function submissionResponse({ id, at, claim, issues }: Answered): ClaimResponse {
  const errors = issues.filter(({ severity }) => severity === 'error' || severity === 'fatal');
  const refused = errors.length > 0;
  const base = responseBase(whole(claim), {
    id,
    at,
    outcome: refused ? 'error' : 'queued',
    disposition: refused
      ? `The claim was not taken: ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`
      : 'The claim was taken and will be sent on',
  });
  if (issues.length === 0) return base;
  return {
    ...base,
    contained: [{ ...outcome(...issues), id: 'outcome' }],
    extension: [{ url: SUBMISSION_OUTCOME, valueReference: { reference: '#outcome' } }],
    ...(refused
      ? { error: errors.map((issue) => ({ code: { text: issue.diagnostics ?? issue.code } })) }
      : {}),
  };
}

/** A claim that lacks what its answer has to repeat is answered all the same. */
const whole = (claim: Claim): Claim => ({
  ...claim,
  type: claim.type ?? { text: 'Not stated' },
  use: claim.use ?? 'claim',
  patient: contained(claim.patient) ?? { display: 'Not stated' },
});

/** What is contained in the claim is not contained in the answer. */
const contained = (reference: Claim['patient'] | undefined): Claim['patient'] | undefined =>
  reference?.reference?.startsWith('#') ? { display: 'As contained in the claim' } : reference;
