/** SNIP 3 of a claim: its charge is the sum of its lines; what another payer paid and adjusted makes up the charge (005010 1.4.2). */
import { dollars, exactCents, sumOf } from '../amount.ts';
import { type ClaimLoops, loopsIn } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { element, type Segment } from '../syntax/segment.ts';

export function balance({ kind, claim }: ClaimLoops): readonly X12Fault[] {
  const clm = find(claim, 'CLM');
  const total = clm && exactCents(element(clm, 2));
  const lines = loopsIn(claim, '2400');
  const charges = lines.map((line) => exactCents(chargeOf(line, kind)));
  const found: X12Fault[] = [];
  if (clm && total !== undefined && charges.every((c) => c !== undefined)) {
    const sum = sumOf(charges);
    if (sum !== total)
      found.push(
        fault(
          clm,
          2,
          '2300',
          'claim-total',
          `CLM02 is ${dollars(total)} and its lines make ${dollars(sum)}; they must be equal`,
        ),
      );
  }
  return [
    ...fractions(claim),
    ...found,
    ...lines.flatMap((line, i) => adjudicated(line, charges[i])),
    ...otherPayers(claim, total),
  ];
}

const chargeOf = (line: Loop, kind: ClaimLoops['kind']): string => {
  const service = find(line, kind === 'professional' ? 'SV1' : 'SV2');
  return service ? element(service, kind === 'professional' ? 2 : 3) : '';
};

/** 2430: what was paid and adjusted on a line makes its charge. */
function adjudicated(line: Loop, charge: number | undefined): readonly X12Fault[] {
  return loopsIn(line, '2430').flatMap((loop) => {
    const svd = find(loop, 'SVD');
    const paid = svd && exactCents(element(svd, 2));
    if (!svd || paid === undefined || charge === undefined) return [];
    const adjusted = adjustments(loop);
    return paid + adjusted === charge
      ? []
      : [
          fault(
            svd,
            2,
            '2430',
            'line-balance',
            `The line's charge is ${dollars(charge)}; paid ${dollars(paid)} and adjusted ${dollars(adjusted)} do not make it`,
          ),
        ];
  });
}

/** 2320: what a payer paid, and every adjustment of the claim and of its lines by that payer, make the claim's charge. */
function otherPayers(claim: Loop, total: number | undefined): readonly X12Fault[] {
  const payers = loopsIn(claim, '2320');
  return payers.flatMap((loop) => {
    const amount = loop.segments.find((s) => s.id === 'AMT' && element(s, 1) === 'D');
    const paid = amount && exactCents(element(amount, 2));
    if (!amount || paid === undefined || total === undefined) return [];
    const id = payerOf(loop);
    const byLine = loopsIn(claim, '2400')
      .flatMap((line) => loopsIn(line, '2430'))
      .filter((one) => payers.length === 1 || element(find(one, 'SVD') ?? NONE, 1) === id)
      .map(adjustments);
    const adjusted = adjustments(loop) + sumOf(byLine);
    return paid + adjusted === total
      ? []
      : [
          fault(
            amount,
            2,
            '2320',
            'payer-balance',
            `The claim's charge is ${dollars(total)}; paid ${dollars(paid)} and adjusted ${dollars(adjusted)} do not make it`,
          ),
        ];
  });
}

const NONE: Segment = { id: '', elements: [], number: 0, offset: 0 };

const payerOf = (loop: Loop): string => {
  const nm1 = find(
    loop.loops.find(({ id }) => id === '2330B'),
    'NM1',
  );
  return nm1 ? element(nm1, 9) : '';
};

const ADJUSTED = [3, 6, 9, 12, 15, 18];

const adjustments = (loop: Loop): number =>
  sumOf(
    loop.segments
      .filter(({ id }) => id === 'CAS')
      .flatMap((cas) => ADJUSTED.map((at) => exactCents(element(cas, at)))),
  );

/** Where the amounts stand that are added up here. */
const AMOUNTS: ReadonlyMap<string, readonly number[]> = new Map([
  ['CLM', [2]],
  ['SV1', [2]],
  ['SV2', [3]],
  ['SVD', [2]],
  ['AMT', [2]],
  ['CAS', ADJUSTED],
]);

/** A part of a cent cannot be added up, and leaving it off would let a wrong sum balance. */
function fractions({ id, segments, loops }: Loop): readonly X12Fault[] {
  const own = segments.flatMap((segment) =>
    (AMOUNTS.get(segment.id) ?? [])
      .filter((at) => /\.\d{3}/.test(element(segment, at)) && exactCents(element(segment, at)) === undefined)
      .map((at) =>
        fault(
          segment,
          at,
          id,
          'amount-fraction',
          `${segment.id}${String(at).padStart(2, '0')} has a part of a cent; amounts have at most two decimals`,
        ),
      ),
  );
  return [...own, ...loops.flatMap(fractions)];
}

const find = (loop: Loop | undefined, id: string): Segment | undefined =>
  loop?.segments.find((s) => s.id === id);

const fault = (segment: Segment, at: number, loop: string, id: string, message: string): X12Fault => ({
  id,
  snip: 3,
  severity: 'error',
  message,
  segment: segment.id,
  number: segment.number,
  element: at,
  loop,
});
