/** A claim that was sent and is known to the payer is never changed: a correction is another claim that replaces it (frequency 7) or voids
 * it (8), and names the payer's number for it (837 CLM05-3, REF*F8; NUBC FL 04). Pure: the claim handed in stays as it is. */
import type { Claim } from '../fhir/index.ts';
import { ClaimwrightError, sha256 } from '../kernel/index.ts';
import { canonical } from './canonical.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import { CLAIM_RELATIONSHIP } from './parts.ts';

/** The corrected content as the claim that stands for the original. `payerNumber` is the payer's own: 277CA REF*1K, 835 CLP07. */
export const replaceClaim = (corrected: Claim, payerNumber: string): Claim =>
  instead(corrected, payerNumber, { relationship: 'prior', frequency: '7' });

/** The same claim once more, to be taken back as a whole. */
export const voidClaim = (sent: Claim, payerNumber: string): Claim =>
  instead(sent, payerNumber, { relationship: 'void', frequency: '8' });

interface Kind {
  readonly relationship: 'prior' | 'void';
  readonly frequency: '7' | '8';
}

/** REF02. */
const PAYER_NUMBER = /^[\x21-\x7e](?:[\x20-\x7e]{0,48}[\x21-\x7e])?$/;

function instead(claim: Claim, payerNumber: string, kind: Kind): Claim {
  const number = claim.identifier?.[0]?.value;
  if (!number) throw missing('Claim.identifier', 'the claim has no number of its own');
  if (!PAYER_NUMBER.test(payerNumber))
    throw missing('Claim.related', 'the payer’s number of the original claim has 1 to 50 characters');
  const { id: _id, meta: _meta, ...content } = claim;
  const [first, ...others] = claim.identifier ?? [];
  const earlier = (claim.related ?? []).filter(({ reference }) => reference === undefined);
  return canonical({
    ...content,
    identifier: [
      { ...first, system: CLAIM_NUMBERS, value: correctionNumber(number, payerNumber, kind) },
      ...others,
    ],
    related: [
      {
        claim: { identifier: { ...(first?.system ? { system: first.system } : {}), value: number } },
        relationship: { coding: [{ system: CLAIM_RELATIONSHIP, code: kind.relationship }] },
        reference: { value: payerNumber },
      },
      ...earlier,
    ],
    ...withFrequency(claim, kind),
  });
}

/** `CW` and 18 characters, as of every claim of ours: the same correction of the same claim has one number, however often it is made. */
function correctionNumber(number: string, payerNumber: string, { frequency }: Kind): string {
  const digits = BigInt(
    `0x${sha256(JSON.stringify(['correction', number, payerNumber, frequency]))}`,
  ).toString(32);
  return `CW${digits.toUpperCase().padStart(18, '0').slice(-18)}`;
}

/** Of a facility the frequency is the last digit of the type of bill. */
function withFrequency({ supportingInfo }: Claim, { frequency }: Kind): Pick<Claim, 'supportingInfo'> {
  if (!supportingInfo) return {};
  return {
    supportingInfo: supportingInfo.map((info) => {
      const isBill = info.category.coding?.some((c) => c.code === 'typeofbill');
      return isBill && info.code ? { ...info, code: { coding: info.code.coding?.map(framed) ?? [] } } : info;
    }),
  };
  function framed<T extends { code?: string }>(coding: T): T {
    return coding.code ? { ...coding, code: coding.code.slice(0, -1) + frequency } : coding;
  }
}

const missing = (where: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1003', { where, detail }, { expression: where });
