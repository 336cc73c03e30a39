/** The loops of an 835 → payment, claims, lines and provider adjustments. */

import { exactCents } from '../amount.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';
import { component, element, type Segment } from '../syntax/segment.ts';
import { claimFaults } from './balance-payment.ts';
import {
  dayOf,
  firstOf,
  organizationOf,
  partiesOf,
  procedureOf,
  type Qualified,
  qualifiedOf,
  reference,
  segmentsOf,
  textOf,
} from './parts.ts';
import type {
  Adjustment,
  ClaimDisposition,
  ClaimPayment,
  LinePayment,
  Payment,
  ProviderAdjustment,
} from './payment.ts';

export function paymentOf(top: readonly Loop[], transaction: TransactionHeader): Payment {
  const header = top.find(({ id }) => id === 'HEADER');
  const bpr = (n: number): string => textOf(header, 'BPR', n);
  return {
    traceNumber: textOf(header, 'TRN', 2),
    originator: textOf(header, 'TRN', 3),
    amount: exactCents(bpr(2)),
    creditOrDebit: bpr(3),
    method: bpr(4),
    date: dayOf(bpr(16)),
    produced: dayOf(textOf(header, 'DTM', 2)),
    payer: organizationOf(top.find(({ id }) => id === '1000A')),
    payee: organizationOf(top.find(({ id }) => id === '1000B')),
    transaction: {
      controlNumber: transaction.controlNumber,
      interchange: transaction.interchange.controlNumber,
    },
  };
}

/** CLP02 (005010X221A1 2100 CLP02). */
const DISPOSITIONS: ReadonlyMap<string, ClaimDisposition> = new Map([
  ['1', 'primary'],
  ['2', 'secondary'],
  ['3', 'tertiary'],
  ['4', 'denied'],
  ['19', 'primary'],
  ['20', 'secondary'],
  ['21', 'tertiary'],
  ['22', 'reversal'],
  ['23', 'not-ours'],
  ['25', 'predetermination'],
]);
const FORWARDED: ReadonlySet<string> = new Set(['19', '20', '21', '23']);

export function claimPayment(loop: Loop, by: Delimiters): ClaimPayment {
  const clp = (n: number): string => textOf(loop, 'CLP', n);
  const references = qualifiedOf(loop, 'REF');
  const claim = {
    number: clp(1),
    status: clp(2),
    disposition: DISPOSITIONS.get(clp(2)) ?? 'unknown',
    forwarded: FORWARDED.has(clp(2)),
    charge: exactCents(clp(3)),
    paid: exactCents(clp(4)),
    patientResponsibility: clp(5) === '' ? undefined : exactCents(clp(5)),
    filingIndicator: clp(6),
    payerControlNumber: clp(7) || undefined,
    originalNumber: reference(references, 'F8'),
    facility: clp(8),
    frequency: clp(9),
    adjustments: adjustmentsOf(loop),
    remarks: remarksOf(loop),
    parties: partiesOf(loop),
    references,
    dates: daysOf(loop),
    amounts: qualifiedOf(loop, 'AMT'),
    quantities: qualifiedOf(loop, 'QTY'),
    lines: loop.loops.filter(({ id }) => id === '2110').map((line) => linePayment(line, by)),
    segment: loop.segments[0]?.number ?? 0,
  };
  return { ...claim, faults: claimFaults(claim) };
}

function linePayment(loop: Loop, by: Delimiters): LinePayment {
  const svc = firstOf(loop, 'SVC');
  const references = qualifiedOf(loop, 'REF');
  const amounts = qualifiedOf(loop, 'AMT');
  const at = (n: number): string => textOf(loop, 'SVC', n);
  return {
    procedure: svc && procedureOf(svc, 1, by),
    billed: svc && procedureOf(svc, 6, by),
    revenue: at(4),
    charge: exactCents(at(2)),
    // SVC03 that is left out is nothing paid.
    paid: at(3) === '' ? 0 : exactCents(at(3)),
    units: at(5),
    allowed: exactCents(reference(amounts, 'B6') ?? ''),
    adjustments: adjustmentsOf(loop),
    trace: reference(references, '6R'),
    references,
    dates: daysOf(loop),
    amounts,
    remarks: qualifiedOf(loop, 'LQ'),
    segment: loop.segments[0]?.number ?? 0,
  };
}

/** CAS02 to CAS19: up to six of reason, amount and quantity. */
const adjustmentsOf = (loop: Loop): readonly Adjustment[] =>
  segmentsOf(loop, 'CAS').flatMap((cas) =>
    [2, 5, 8, 11, 14, 17].flatMap((at) =>
      element(cas, at) === '' && element(cas, at + 1) === ''
        ? []
        : [
            {
              group: element(cas, 1),
              reason: element(cas, at),
              amount: exactCents(element(cas, at + 1)),
              quantity: element(cas, at + 2),
            },
          ],
    ),
  );

const daysOf = (loop: Loop): readonly Qualified[] =>
  qualifiedOf(loop, 'DTM').flatMap(({ qualifier, value }) => {
    const day = dayOf(value);
    return day === undefined ? [] : [{ qualifier, value: day }];
  });

/** MIA05 and MIA20 to 23; MOA03 to 07. */
function remarksOf(loop: Loop): readonly string[] {
  const [mia, moa] = [firstOf(loop, 'MIA'), firstOf(loop, 'MOA')];
  return [...elementsAt(mia, [5, 20, 21, 22, 23]), ...elementsAt(moa, [3, 4, 5, 6, 7])];
}

const elementsAt = (segment: Segment | undefined, at: readonly number[]): readonly string[] =>
  at.map((n) => (segment ? element(segment, n) : '')).filter((text) => text !== '');

export const providerAdjustments = (loop: Loop, by: Delimiters): readonly ProviderAdjustment[] =>
  segmentsOf(loop, 'PLB').flatMap((plb) =>
    [3, 5, 7, 9, 11, 13].flatMap((at) =>
      element(plb, at) === '' && element(plb, at + 1) === ''
        ? []
        : [
            {
              provider: element(plb, 1),
              fiscalYearEnd: dayOf(element(plb, 2)),
              reason: component(plb, at, 1, by),
              reference: component(plb, at, 2, by),
              amount: exactCents(element(plb, at + 1)),
            },
          ],
    ),
  );
