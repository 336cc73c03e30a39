/** A claim of an 835 → ClaimResponse: what was submitted, allowed, adjusted and paid, of each line and of the claim. */
import type { ClaimResponse, CodeableConcept } from '../../fhir/index.ts';
import type { Adjustment, ClaimPayment, LinePayment, Payment, ProcedureId } from '../../x12/index.ts';
import { matchLines } from '../match.ts';
import type { SentClaim } from '../model.ts';
import { responseBase } from './response-base.ts';
import { CODES, codings, concept, money } from './vocabulary.ts';

type Item = NonNullable<ClaimResponse['item']>[number];
type Adjudication = NonNullable<ClaimResponse['adjudication']>[number];

export interface Adjudicated {
  readonly id: string;
  readonly at: string;
  readonly sent: SentClaim;
  readonly paid: ClaimPayment;
  readonly payment: Payment;
}

export function adjudicatedResponse(input: Adjudicated): ClaimResponse {
  const { sent, paid, payment } = input;
  const notes = new Notes();
  const matched = matchLines(sent.lines, paid.lines);
  const items = itemsOf(matched, notes);
  const added = matched
    .filter((m) => !m.sent)
    .map((m) => ({
      productOrService: procedure(m.paid.procedure),
      adjudication: adjudication(m.paid),
      ...notes.of(m.paid.remarks.map(({ value }) => value)),
    }));
  notes.add(paid.remarks);
  for (const fault of paid.faults) notes.add([fault.message]);
  return {
    ...responseBase(sent.claim, {
      id: input.id,
      at: input.at,
      outcome: items.length < sent.lines.length && paid.lines.length > 0 ? 'partial' : 'complete',
      disposition: dispositionOf(paid),
      insurer: { name: payment.payer.name, id: payment.payer.id },
      payerControlNumber: paid.payerControlNumber,
    }),
    ...some('item', items),
    ...some('addItem', added),
    ...some('adjudication', paid.adjustments.map(reasonOf)),
    total: totals(paid),
    ...(paid.paid === undefined ? {} : { payment: paymentOf(paid.paid, payment) }),
    ...some('processNote', notes.list()),
  };
}

/** Lines of the payer for the same line of ours are one item. */
function itemsOf(matched: ReturnType<typeof matchLines>, notes: Notes): Item[] {
  const items = new Map<number, Item>();
  for (const { sent, paid } of matched) {
    if (!sent) continue;
    const before = items.get(sent.sequence);
    const note = notes.of(paid.remarks.map(({ value }) => value));
    items.set(sent.sequence, {
      itemSequence: sent.sequence,
      adjudication: [...(before?.adjudication ?? []), ...adjudication(paid)],
      ...some('noteNumber', [...(before?.noteNumber ?? []), ...(note.noteNumber ?? [])]),
    });
  }
  return [...items.values()].sort((a, b) => a.itemSequence - b.itemSequence);
}

function adjudication(line: LinePayment): Adjudication[] {
  return [
    ...amount('submitted', line.charge),
    ...amount('eligible', line.allowed),
    ...line.adjustments.map(reasonOf),
    ...amount('benefit', line.paid),
  ];
}

const amount = (code: string, cents: number | undefined): Adjudication[] =>
  cents === undefined ? [] : [{ category: concept(CODES.adjudication, code), amount: money(cents) }];

const reasonOf = ({ group, reason, amount: cents, quantity }: Adjustment): Adjudication => ({
  category: concept(CODES.carinAdjudication, 'adjustmentreason'),
  reason: { coding: codings([CODES.group, group], [CODES.carc, reason]) },
  ...(cents === undefined ? {} : { amount: money(cents) }),
  ...(/^\d{1,9}(?:\.\d{1,3})?$/.test(quantity) ? { value: Number(quantity) } : {}),
});

function procedure(id: ProcedureId | undefined): CodeableConcept {
  return id && id.code !== '' ? { coding: [{ code: id.code }] } : { text: 'A line the payer added' };
}

function totals({ charge, paid }: ClaimPayment): NonNullable<ClaimResponse['total']> {
  const total = (code: string, cents: number | undefined) =>
    cents === undefined ? [] : [{ category: concept(CODES.adjudication, code), amount: money(cents) }];
  return [...total('submitted', charge), ...total('benefit', paid)];
}

function paymentOf(paid: number, payment: Payment): NonNullable<ClaimResponse['payment']> {
  const date = payment.date ?? payment.produced;
  return {
    type: concept(CODES.claimPayment, 'complete'),
    amount: money(paid),
    ...(date ? { date } : {}),
    ...(payment.traceNumber ? { identifier: { value: payment.traceNumber } } : {}),
  };
}

const DISPOSITIONS: Readonly<Record<ClaimPayment['disposition'], string>> = {
  primary: 'Processed as primary',
  secondary: 'Processed as secondary',
  tertiary: 'Processed as tertiary',
  denied: 'Denied',
  reversal: 'Reversal of a payment made before',
  'not-ours': 'Not this payer’s claim',
  predetermination: 'Predetermination, no payment',
  unknown: 'Processed with a status that is not known here',
};

function dispositionOf({ disposition, forwarded, faults }: ClaimPayment): string {
  const open = faults.some(({ severity }) => severity === 'error') ? '; its amounts do not add up' : '';
  return `${DISPOSITIONS[disposition]}${forwarded ? ', sent on to another payer' : ''}${open}`;
}

/** Remark codes and what does not add up, each once, numbered. */
class Notes {
  readonly #numbers = new Map<string, number>();

  add(texts: readonly string[]): readonly number[] {
    return texts.map((text) => {
      const number = this.#numbers.get(text) ?? this.#numbers.size + 1;
      this.#numbers.set(text, number);
      return number;
    });
  }

  of(texts: readonly string[]): { noteNumber?: number[] } {
    return texts.length === 0 ? {} : { noteNumber: [...this.add(texts)] };
  }

  list(): NonNullable<ClaimResponse['processNote']> {
    return [...this.#numbers].map(([text, number]) => ({ number, type: 'display', text }));
  }
}

/** FHIR has no empty lists. */
export const some = <K extends string, T>(key: K, list: readonly T[]): { [P in K]?: T[] } =>
  (list.length === 0 ? {} : { [key]: [...list] }) as { [P in K]?: T[] };
