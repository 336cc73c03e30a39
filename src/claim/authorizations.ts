/** The payer's number for what it allowed beforehand (R4 Claim.insurance.preAuthRef; 837 REF*G1), and a referral's (REF*9F). */
import type { Authorization, Facts } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import type { Claim, ClaimSupportingInfo } from '../fhir/index.ts';
import { problem } from './problems.ts';

/** X12 data element 128. */
const REFERENCE_QUALIFIER = 'https://codesystem.x12.org/005010/128';

export interface NumbersOfPayer {
  readonly authorization: string | undefined;
  readonly information: readonly Omit<ClaimSupportingInfo, 'sequence'>[];
  readonly problems: readonly Finding[];
}

/** A claim has room for one of each: of several none is chosen. */
export function numbersOfPayer({ authorizations = [] }: Facts): NumbersOfPayer {
  const of = (kind: Authorization['kind']): readonly string[] =>
    authorizations
      .filter((a) => a.kind === kind && /^[\x20-\x7e]{1,50}$/.test(a.number))
      .map((a) => a.number);
  const [granted, referred] = [of('authorization'), of('referral')];
  const several = (numbers: readonly string[], what: string, at: string): readonly Finding[] =>
    numbers.length > 1 ? [problem('claim-authorization-several', at, { what, count: numbers.length })] : [];
  const referral = referred.length === 1 ? referred[0] : undefined;
  return {
    authorization: granted.length === 1 ? granted[0] : undefined,
    information: referral
      ? [{ category: { coding: [{ system: REFERENCE_QUALIFIER, code: '9F' }] }, valueString: referral }]
      : [],
    problems: [
      ...several(granted, 'prior authorisations', 'Claim.insurance[0].preAuthRef'),
      ...several(referred, 'referrals', 'Claim.supportingInfo'),
    ],
  };
}

export const withAuthorization = (
  insurance: Claim['insurance'],
  number: string | undefined,
): Claim['insurance'] =>
  insurance.map((one) => (one.focal && number ? { ...one, preAuthRef: [number] } : one));
