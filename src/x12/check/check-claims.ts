/** An 837 checked as a clearinghouse does: SNIP 1 to 5, each fault with its segment, element and level. The file is read as a stream. */
import type { Terminology } from '../../terminology/index.ts';
import type { ClaimLoops } from '../claim/claim-loops.ts';
import { type ClaimEvent, claimsOf, readClaims } from '../claim/read-claims.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { element } from '../syntax/segment.ts';
import { balance } from './balance.ts';
import { externalCodes } from './external-codes.ts';
import { situations } from './situations.ts';

export type CheckEvent =
  | {
      readonly kind: 'claim';
      readonly claim: ClaimLoops;
      readonly number: string;
      readonly faults: readonly X12Fault[];
    }
  | { readonly kind: 'fault'; readonly fault: X12Fault }
  | Extract<ClaimEvent, { readonly kind: 'passed-over' }>;

export interface CheckOptions {
  /** Without it level 5 is not checked, and nothing is said of it. */
  readonly terminology?: Terminology;
}

/** SNIP 3 to 5 of one claim; the levels below are told while it is read. */
export const checkClaimLoops = (
  claim: ClaimLoops,
  { terminology }: CheckOptions = {},
): readonly X12Fault[] => [
  ...balance(claim),
  ...situations(claim),
  ...(terminology ? externalCodes(claim, terminology) : []),
];

export async function* checkClaims(
  source: AsyncIterable<Uint8Array | string>,
  options: CheckOptions = {},
): AsyncGenerator<CheckEvent> {
  for await (const event of readClaims(source)) yield checked(event, options);
}

export const checkedClaims = (text: string, options: CheckOptions = {}): readonly CheckEvent[] =>
  claimsOf(text).map((event) => checked(event, options));

function checked(event: ClaimEvent, options: CheckOptions): CheckEvent {
  if (event.kind !== 'claim') return event;
  const clm = event.claim.claim.segments[0];
  return {
    kind: 'claim',
    claim: event.claim,
    number: clm ? element(clm, 1) : '',
    faults: checkClaimLoops(event.claim, options),
  };
}
