/** SNIP 3 of a claim: its charge is the sum of its lines; what another payer paid and adjusted makes up the charge (005010 1.4.2). */
import { type ClaimLoops, loopsIn } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { element, type Segment } from '../syntax/segment.ts';

/** Whole cents; undefined for what is no amount. A sum of decimals would drift. */
export function cents(text: string): number | undefined {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d*)(?:\.(\d{0,2})\d*)?$/.exec(text) ?? [];
  if (whole === '' && part === '') return undefined;
  const value = Number(whole || '0') * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' ? -value : value;
}

export function balance({ kind, claim }: ClaimLoops): readonly X12Fault[] {
  const clm = find(claim, 'CLM');
  const total = clm && cents(element(clm, 2));
  const lines = loopsIn(claim, '2400');
  const charges = lines.map((line) => cents(chargeOf(line, kind)));
  const found: X12Fault[] = [];
  if (clm && total !== undefined && charges.every((c) => c !== undefined)) {
    const sum = charges.reduce((all: number, one) => all + (one ?? 0), 0);
    if (sum !== total)
      found.push(
        fault(
          clm,
          2,
          '2300',
          'claim-total',
          `CLM02 is ${shown(total)} and its lines make ${shown(sum)}; they must be equal`,
        ),
      );
  }
  return [
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
    const paid = svd && cents(element(svd, 2));
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
            `The line's charge is ${shown(charge)}; paid ${shown(paid)} and adjusted ${shown(adjusted)} do not make it`,
          ),
        ];
  });
}

/** 2320: what a payer paid, and every adjustment of the claim and of its lines by that payer, make the claim's charge. */
function otherPayers(claim: Loop, total: number | undefined): readonly X12Fault[] {
  const payers = loopsIn(claim, '2320');
  return payers.flatMap((loop) => {
    const amount = loop.segments.find((s) => s.id === 'AMT' && element(s, 1) === 'D');
    const paid = amount && cents(element(amount, 2));
    if (!amount || paid === undefined || total === undefined) return [];
    const id = payerOf(loop);
    const byLine = loopsIn(claim, '2400')
      .flatMap((line) => loopsIn(line, '2430'))
      .filter((one) => payers.length === 1 || element(find(one, 'SVD') ?? NONE, 1) === id)
      .map(adjustments);
    const adjusted = adjustments(loop) + byLine.reduce((all, one) => all + one, 0);
    return paid + adjusted === total
      ? []
      : [
          fault(
            amount,
            2,
            '2320',
            'payer-balance',
            `The claim's charge is ${shown(total)}; paid ${shown(paid)} and adjusted ${shown(adjusted)} do not make it`,
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

/** CAS03, 06, 09, 12, 15 and 18. */
const adjustments = (loop: Loop): number =>
  loop.segments
    .filter(({ id }) => id === 'CAS')
    .flatMap((cas) => [3, 6, 9, 12, 15, 18].map((at) => cents(element(cas, at)) ?? 0))
    .reduce((all, one) => all + one, 0);

const find = (loop: Loop | undefined, id: string): Segment | undefined =>
  loop?.segments.find((s) => s.id === id);

const shown = (value: number): string => (value / 100).toFixed(2);

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
