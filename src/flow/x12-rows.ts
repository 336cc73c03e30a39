/** An X12 file as rows to be shown: claims of an 837, acknowledgements, statuses, payments. Numbers, codes and amounts; no names. */
import {
  type ClaimLoops,
  checkClaims,
  dollars,
  type ResponseEvent,
  readResponses,
  type X12Fault,
} from '../x12/index.ts';

export interface X12Row {
  readonly kind: string;
  /** Claim or control number. */
  readonly number: string;
  readonly outcome: string;
  readonly charge: string;
  readonly paid: string;
  readonly detail: string;
}

export type X12Told =
  | { readonly kind: 'row'; readonly row: X12Row; readonly wrong: boolean }
  | { readonly kind: 'fault'; readonly fault: X12Fault };

const row = (
  kind: string,
  number: string,
  outcome: string,
  more: Partial<X12Row> = {},
  wrong = false,
): X12Told => ({
  kind: 'row',
  row: { kind, number, outcome, charge: '', paid: '', detail: '', ...more },
  wrong,
});

/** Claims, whose file is opened a second time for everything else in it. */
export async function* x12Rows(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<X12Told> {
  // Faults before the first claim wait until it is known whether this is a file of claims.
  const early: X12Fault[] = [];
  let claims = false;
  let other = false;
  for await (const event of checkClaims(open())) {
    if (event.kind === 'passed-over') other = true;
    else if (event.kind === 'fault') {
      if (claims) yield event;
      else if (early.length < MOST_EARLY) early.push(event.fault);
    } else {
      claims = true;
      for (const fault of early.splice(0)) yield { kind: 'fault', fault };
      yield claimRow(event.claim, event.number, event.faults);
      for (const fault of event.faults) yield { kind: 'fault', fault };
    }
  }
  if (!claims && !other && early.length > 0) {
    claims = true;
    for (const fault of early) yield { kind: 'fault', fault };
  }
  for await (const event of readResponses(open())) yield* responseRows(event, claims);
}

const MOST_EARLY = 1_000;

function claimRow({ kind, claim }: ClaimLoops, number: string, faults: readonly X12Fault[]): X12Told {
  const errors = faults.filter(({ severity }) => severity === 'error').length;
  const lines = claim.loops.filter(({ id }) => id === '2400').length;
  const charge = claim.segments.find(({ id }) => id === 'CLM')?.elements[1] ?? '';
  return row(
    'claim',
    number,
    errors === 0 ? 'passes' : 'fails',
    { charge, detail: `${kind}, ${counted(lines)}` },
    errors > 0,
  );
}

function* responseRows(event: ResponseEvent, claims: boolean): Generator<X12Told> {
  switch (event.kind) {
    case 'fault':
      // The envelope's faults were told with the claims.
      if (!claims) yield event;
      return;
    case 'interchange-acknowledged': {
      const { controlNumber, acceptance, code } = event.acknowledgement;
      yield row('interchange', controlNumber, acceptance, { detail: code }, acceptance === 'rejected');
      return;
    }
    case 'transaction-acknowledged':
      yield* acknowledgementRows(event.acknowledgement);
      return;
    case 'claim-status': {
      const { number, outcome, statuses } = event.status;
      const codes = statuses.flatMap((s) => s.codes.map((c) => `${c.category}:${c.status}`));
      yield row(
        'status',
        number,
        outcome,
        { detail: codes.join(' ') },
        outcome === 'rejected' || outcome === 'denied',
      );
      return;
    }
    case 'claim-payment': {
      const { number, disposition, charge, paid, lines, faults } = event.claim;
      const wrong = faults.some(({ severity }) => severity === 'error');
      yield row(
        'payment',
        number,
        disposition,
        {
          charge: shown(charge),
          paid: shown(paid),
          detail: `${counted(lines.length)}${wrong ? ', does not add up' : ''}`,
        },
        wrong,
      );
      return;
    }
    case 'payment-end': {
      const { payment, paid, claims: count, balanced, providerAdjustments } = event.end;
      for (const { reason, reference, amount } of providerAdjustments)
        yield row('adjustment', reference, reason, {
          paid: shown(amount === undefined ? undefined : -amount),
        });
      yield row(
        'remittance',
        payment.traceNumber,
        balanced ? 'balanced' : 'not balanced',
        {
          paid: shown(payment.amount),
          detail: `${count} claims of ${shown(paid)}`,
        },
        !balanced,
      );
      return;
    }
    default:
  }
}

function* acknowledgementRows(
  ack: Extract<ResponseEvent, { kind: 'transaction-acknowledged' }>['acknowledgement'],
): Generator<X12Told> {
  const number = `${ack.group.controlNumber}/${ack.transaction.controlNumber}`;
  yield row(
    'transaction',
    number,
    ack.acceptance,
    { detail: ack.codes.join(' ') },
    ack.acceptance === 'rejected',
  );
  for (const at of ack.segments) {
    const place = `${at.loop} ${at.segment} at ${at.position ?? '?'}`.trim();
    const elements = at.elements.map(
      (e) => `${e.element ?? '?'}${e.component ? `-${e.component}` : ''}: ${e.code}`,
    );
    yield row('segment', at.claim ?? '', at.code, { detail: [place, ...elements].join(', ') }, true);
  }
}

const shown = (cents: number | undefined): string => (cents === undefined ? '?' : dollars(cents));

const counted = (lines: number): string => (lines === 1 ? '1 line' : `${lines} lines`);
