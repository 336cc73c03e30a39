/** Write-back as a document (R4 documentreference.html): the Claim as JSON, and the same for a person to read. Pure. */
import type { Bundle, DocumentReference, Reference } from '../../fhir/index.ts';
import { canonicalJson, uuidFrom } from '../../kernel/index.ts';
import { besides, type ClaimEntry, claimEntries, onIdentifier, type WritePlan } from './plan.ts';
import { encounterBehind, instantOf } from './sources.ts';
import { narrative, plainText, summaryOf } from './summary.ts';

export function documentPlan(transaction: Bundle): WritePlan {
  const claims = claimEntries(transaction);
  const urn = (of: ClaimEntry): string => `urn:uuid:${uuidFrom('claim-document', of.number)}`;
  const token = ({ system, number }: ClaimEntry) => ({ system, value: number });
  return {
    entries: claims.map((of) => onIdentifier(urn(of), documentOf(of), token(of))),
    beside: claims.flatMap((of) => {
      const own = `urn:uuid:${uuidFrom('document-provenance', of.number)}`;
      return of.provenance ? [besides(own, urn(of), of.provenance, token(of))] : [];
    }),
    held: [],
  };
}

function documentOf(of: ClaimEntry): DocumentReference {
  const { claim, system, number } = of;
  const summary = summaryOf(claim);
  const encounter = encounterBehind(of);
  const date = instantOf(of);
  return {
    resourceType: 'DocumentReference',
    text: narrative(summary),
    identifier: [{ system, value: number }],
    status: 'current',
    docStatus: 'final',
    type: { text: 'Coded claim' },
    subject: claim.patient as Reference<never>,
    ...(date ? { date } : {}),
    description: summary.title,
    content: [
      { attachment: attachment('application/fhir+json', canonicalJson(claim), summary.title) },
      { attachment: attachment('text/plain; charset=utf-8', plainText(summary), summary.title) },
    ],
    context: {
      ...(encounter ? { encounter: [encounter] } : {}),
      ...(claim.billablePeriod ? { period: claim.billablePeriod } : {}),
    },
  };
}

function attachment(contentType: string, text: string, title: string) {
  const bytes = Buffer.from(text, 'utf8');
  return { contentType, data: bytes.toString('base64'), size: bytes.length, title };
}
