/** An 835 → a result for each claim, the earlier ones that it reverses, and the payment as a whole. */

import type { ClaimPayment, Payment, PaymentEnd } from '../x12/index.ts';
import { denialReasons, isDenied, isDeniedClaim } from './denial.ts';
import { adjudicatedResponse } from './fhir/adjudicated.ts';
import { type PaidClaim, reconciliationOf } from './fhir/reconciliation.ts';
import { claimReference } from './fhir/response-base.ts';
import { taskOf, type Work } from './fhir/task.ts';
import { CODES, codings } from './fhir/vocabulary.ts';
import type { FileContext } from './file-context.ts';
import { matchLines } from './match.ts';
import type { ClaimResult, PaymentResult, Result, SentClaim } from './model.ts';

export class PaymentResults {
  readonly #context: FileContext;
  #claims: PaidClaim[] = [];
  #payments = 0;

  constructor(context: FileContext) {
    this.#context = context;
  }

  async *claim(paid: ClaimPayment, payment: Payment): AsyncGenerator<Result> {
    const { file } = this.#context;
    const id = this.#context.id('payment', String(paid.segment));
    const sent = await this.#sent(paid);
    this.#claims.push({
      number: paid.number,
      paid: paid.paid,
      request: sent && claimReference(sent.claim),
      response: sent && { reference: `ClaimResponse/${id}` },
    });
    if (!sent) {
      yield { kind: 'unmatched', id, file, number: paid.number, why: 'claim-unknown', response: paid };
      return;
    }
    if (paid.disposition === 'reversal') yield* this.#reversed(sent, paid, id);
    yield await this.#result(id, sent, paid, payment);
  }

  /** By CLM01; else by the payer's number where an earlier response told it. */
  async #sent({ number, payerControlNumber, originalNumber }: ClaimPayment): Promise<SentClaim | undefined> {
    const { sent, results } = this.#context;
    const direct = number === '' ? undefined : (await sent.byNumber(number)).at(-1);
    if (direct) return direct;
    for (const known of [payerControlNumber, originalNumber]) {
      const earlier = known === undefined ? undefined : await results.byPayerNumber(known);
      const claim = earlier && (await sent.byNumber(earlier.number)).at(-1);
      if (claim) return claim;
    }
    return undefined;
  }

  /** What a reversal takes back is cancelled, and stays to be seen. */
  async *#reversed(sent: SentClaim, paid: ClaimPayment, id: string): AsyncGenerator<ClaimResult> {
    const numbers = [paid.payerControlNumber, paid.originalNumber].filter((n) => n !== undefined);
    const open = (await this.#context.results.ofClaim(sent.number)).filter(
      (r) => r.state === 'adjudicated' && !r.reversal && r.id !== id && r.response.status === 'active',
    );
    const named = open.filter(({ payerControlNumber: n }) => n !== undefined && numbers.includes(n));
    // Without a number that fits, the latest payment of the amount that is taken back; never another payer's.
    const amount = paid.paid === undefined ? undefined : -paid.paid;
    const target = named.length > 0 ? named : open.filter((r) => r.paid === amount).slice(-1);
    for (const result of target)
      yield { ...result, response: { ...result.response, status: 'cancelled' }, task: undefined };
  }

  async #result(id: string, sent: SentClaim, paid: ClaimPayment, payment: Payment): Promise<ClaimResult> {
    const { at, file } = this.#context;
    const response = adjudicatedResponse({ id, at, sent, paid, payment });
    return {
      kind: 'claim',
      id,
      number: sent.number,
      state: 'adjudicated',
      response,
      task: await this.#task(id, sent, paid),
      file,
      payerControlNumber: paid.payerControlNumber,
      paid: paid.paid,
      reversal: paid.disposition === 'reversal',
    };
  }

  async #task(id: string, sent: SentClaim, paid: ClaimPayment): Promise<ClaimResult['task']> {
    const work = workOf(paid);
    if (!work) return undefined;
    const { at, cases } = this.#context;
    const denied = matchLines(sent.lines, paid.lines).filter((m) => isDenied(m.paid));
    return taskOf({
      id: this.#context.id('task', id),
      at,
      work: work.work,
      description: work.description,
      claim: sent.claim,
      focus: { reference: `ClaimResponse/${id}` },
      reasons: denialReasons(paid).map(({ group, reason }) => ({
        coding: codings([CODES.group, group], [CODES.carc, reason]),
      })),
      lines: [...new Set(denied.flatMap((m) => m.sent?.sequence ?? []))],
      origin: await cases.byClaimNumber(sent.number),
    });
  }

  async *end(end: PaymentEnd): AsyncGenerator<PaymentResult> {
    const { at, file } = this.#context;
    this.#payments += 1;
    const id = this.#context.id('reconciliation', String(this.#payments));
    const reconciliation = reconciliationOf({ id, at, end, claims: this.#claims });
    this.#claims = [];
    yield {
      kind: 'payment',
      id,
      file,
      reconciliation,
      providerAdjustments: end.providerAdjustments,
      balanced: end.balanced,
      task: end.balanced
        ? undefined
        : taskOf({
            id: this.#context.id('task', id),
            at,
            work: 'work-unbalanced',
            description: 'The payment does not add up: ask the payer before it is posted.',
            claim: undefined,
            focus: { reference: `PaymentReconciliation/${id}` },
            reasons: [],
            lines: [],
            origin: undefined,
          }),
    };
  }
}

function workOf(paid: ClaimPayment): { readonly work: Work; readonly description: string } | undefined {
  if (paid.faults.some(({ severity }) => severity === 'error'))
    return { work: 'work-unbalanced', description: 'The amounts of the claim do not add up.' };
  if (isDeniedClaim(paid)) return { work: 'work-denial', description: 'The payer denied the claim.' };
  const { length } = paid.lines.filter(isDenied);
  if (length > 0)
    return {
      work: 'work-denial',
      description: `The payer denied ${length} of ${paid.lines.length} lines of the claim.`,
    };
  if (paid.disposition === 'unknown')
    return { work: 'answer-request', description: 'The payer processed the claim with an unknown status.' };
  return undefined;
}
