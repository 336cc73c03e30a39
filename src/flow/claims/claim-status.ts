/** Use case: what became of a claim: when it was sent, what was answered, and the reasons given by their codes. */
import {
  type CaseLookup,
  type ClaimOrigin,
  type ClaimResult,
  type ReasonView,
  type Results,
  reasonsOf,
  type SentClaims,
} from '../../clearinghouse/index.ts';

export interface StatusDeps {
  readonly sent: SentClaims;
  readonly results: Results;
  readonly lookup: CaseLookup;
}

export interface ClaimStatusView {
  readonly number: string;
  readonly sent: readonly {
    readonly batch: string;
    readonly channel: string;
    /** Undefined: not delivered yet. */
    readonly at: string | undefined;
    readonly payloads: readonly { readonly name: string; readonly sha256: string }[];
  }[];
  readonly responses: readonly ResponseView[];
  /** The case behind it: what suggested each line, what the edits said, and who let it go. */
  readonly origin: ClaimOrigin | undefined;
}

export interface ResponseView {
  readonly id: string;
  readonly state: ClaimResult['state'];
  readonly outcome: string;
  readonly disposition: string | undefined;
  readonly at: string;
  readonly cancelled: boolean;
  readonly reversal: boolean;
  /** Whole cents. */
  readonly paid: number | undefined;
  /** Claim adjustment reasons and remarks by their codes, and the line each stands on. */
  readonly reasons: readonly ReasonView[];
  readonly task: ClaimResult['task'];
  readonly response: ClaimResult['response'];
}

/** Undefined when the number was never sent and nothing was answered to it. */
export async function claimStatus(number: string, deps: StatusDeps): Promise<ClaimStatusView | undefined> {
  const claims = await deps.sent.byNumber(number);
  const results = await deps.results.ofClaim(number);
  const origin = await deps.lookup.byClaimNumber(number);
  if (claims.length === 0 && results.length === 0) return undefined;
  return {
    number: claims.at(-1)?.number ?? number,
    sent: await Promise.all(claims.map(({ batch }) => sentView(batch, deps))),
    responses: results.map(responseView),
    origin,
  };
}

async function sentView(id: string, { sent }: StatusDeps): Promise<ClaimStatusView['sent'][number]> {
  const batch = await sent.batch(id);
  return {
    batch: id,
    channel: batch?.channel ?? '',
    at: batch?.receipt?.at,
    payloads: (batch?.payloads ?? []).map(({ name, sha256 }) => ({ name, sha256 })),
  };
}

export function responseView(result: ClaimResult): ResponseView {
  const { id, state, response, reversal, paid, task } = result;
  return {
    ...{ id, state, reversal, paid, task, response },
    outcome: response.outcome,
    disposition: response.disposition,
    at: response.created,
    cancelled: response.status === 'cancelled',
    reasons: reasonsOf(response),
  };
}
