/** An 835 as a whole → PaymentReconciliation (R4 paymentreconciliation.html): a detail for each claim, and one for each adjustment of the provider. */
import type { PaymentReconciliation, Reference } from '../../fhir/index.ts';
import type { PaymentEnd, ProviderAdjustment } from '../../x12/index.ts';
import { some } from './adjudicated.ts';
import { CODES, concept, money } from './vocabulary.ts';

type Detail = NonNullable<PaymentReconciliation['detail']>[number];

/** What is kept of a claim until its payment ends. */
export interface PaidClaim {
  readonly number: string;
  readonly paid: number | undefined;
  readonly request: Reference | undefined;
  readonly response: Reference | undefined;
}

export interface ReconciliationInput {
  readonly id: string;
  readonly at: string;
  readonly end: PaymentEnd;
  readonly claims: readonly PaidClaim[];
}

export function reconciliationOf({ id, at, end, claims }: ReconciliationInput): PaymentReconciliation {
  const { payment } = end;
  const date = payment.date ?? payment.produced ?? at.slice(0, 10);
  return {
    resourceType: 'PaymentReconciliation',
    id,
    ...(payment.traceNumber ? { identifier: [{ value: payment.traceNumber }] } : {}),
    status: 'active',
    created: at,
    ...(payment.payer.name ? { paymentIssuer: { display: payment.payer.name } } : {}),
    outcome: end.balanced ? 'complete' : 'error',
    disposition: end.balanced ? 'The payment adds up' : 'The payment does not add up',
    paymentDate: date,
    paymentAmount: money(payment.amount ?? 0),
    ...(payment.traceNumber ? { paymentIdentifier: { value: payment.traceNumber } } : {}),
    ...some('detail', [
      ...claims.map((claim) => claimDetail(claim, date)),
      ...end.providerAdjustments.map((adjustment) => adjustmentDetail(adjustment, date)),
    ]),
    ...some(
      'processNote',
      end.faults.map(({ message }) => ({ type: 'display' as const, text: message })),
    ),
  };
}

const claimDetail = ({ number, paid, request, response }: PaidClaim, date: string): Detail => ({
  ...(number === '' ? {} : { identifier: { value: number } }),
  type: concept(CODES.paymentKind, 'payment'),
  ...(request ? { request } : {}),
  ...(response ? { response } : {}),
  date,
  ...(paid === undefined ? {} : { amount: money(paid) }),
});

/** PLB takes from a payment what it gives as positive: the detail says what it does to the payment. */
const adjustmentDetail = ({ reason, reference, amount }: ProviderAdjustment, date: string): Detail => ({
  ...(reference === '' ? {} : { identifier: { value: reference } }),
  type: {
    coding: [
      { system: CODES.paymentKind, code: 'adjustment' },
      ...(reason === '' ? [] : [{ system: CODES.providerAdjustment, code: reason }]),
    ],
  },
  date,
  ...(amount === undefined ? {} : { amount: money(amount === 0 ? 0 : -amount) }),
});
