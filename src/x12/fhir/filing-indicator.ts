/** SBR09 (005010 data element 1032): what kind of payer it is, as far as the Coverage says so; commercial insurance is the default elsewhere. */
import type { Claim, Coverage, Organization, Reference, Resource } from '@medplum/fhirtypes';
import { codingsOf } from '../../fhir/index.ts';
import { FILING_INDICATOR } from './vocabulary.ts';

interface Payer {
  readonly coverage: Coverage | undefined;
  readonly payer: Resource | undefined;
  readonly payerReference: Reference | undefined;
}

/** By X12's own code, the policy's kind (v3-ActCode), the Source of Payment Typology, or the payer's name. */
export function filingIndicator(
  { coverage, payer, payerReference }: Payer,
  claim: Claim,
): string | undefined {
  const codes = codingsOf(coverage?.type);
  const own = codes.find((c) => c.system === FILING_INDICATOR)?.code;
  const policy = codes.flatMap((c) => POLICIES.get(c.code) ?? [])[0];
  if (own ?? policy) return own ?? policy;
  const typology = codes.find((c) => /sopt|\.221\.5$/i.test(c.system ?? ''))?.code ?? '';
  const name = (payer as Organization | undefined)?.name ?? payerReference?.display ?? '';
  // Part C is another insurer's business, and a supplement is commercial.
  const other = /\b(?:advantage|part c|supplement\w*|medigap)\b/i.test(name) || typology.startsWith('11');
  if (!other && (typology.startsWith('1') || (typology === '' && /\bmedicare\b/i.test(name))))
    return isInstitutional(claim) ? 'MA' : 'MB';
  return typology.startsWith('2') || (typology === '' && /\bmedicaid\b/i.test(name)) ? 'MC' : undefined;
}

const POLICIES: ReadonlyMap<string, string> = new Map([
  ['WCBPOL', 'WC'],
  ['AUTOPOL', 'AM'],
]);

const isInstitutional = ({ type }: Claim): boolean =>
  type?.coding?.some((c) => c.code === 'institutional') === true;
