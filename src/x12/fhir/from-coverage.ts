/** Who pays for whom: Coverage → SBR, 2010BA, 2010BB, 2000C, and 2320 with 2330A and 2330B for those who pay besides. */
import type {
  ClaimInsurance,
  ClaimResponse,
  Coverage,
  Organization,
  Patient,
  Reference,
  RelatedPerson,
  Resource,
} from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import type { Dossier } from './dossier.ts';
import { filingIndicator } from './filing-indicator.ts';
import { addressSegments, codeOf, dmg, nm1, refs } from './from-parties.ts';
import { payerPaid, payerRemarks } from './from-response.ts';
import {
  COVERAGE_CLASS,
  REFERENCE_QUALIFIER,
  RELATIONSHIP,
  RELATIONSHIPS,
  SUBSCRIBER_RELATIONSHIP,
} from './vocabulary.ts';

type Person = Patient | RelatedPerson;

/** A coverage with the people and the payer it names. */
export interface Insured {
  readonly coverage: Coverage | undefined;
  readonly place: number;
  /** Claim.insurance.sequence. */
  readonly sequence: number;
  readonly subscriber: Person | undefined;
  readonly payer: Resource | undefined;
  readonly payerReference: Reference | undefined;
  /** What this payer has answered already: it paid before the one that is billed now. */
  readonly response: ClaimResponse | undefined;
  /** PAT01 and SBR02: the patient's relationship to the subscriber; `18` is self. */
  readonly relationship: string;
  /** SBR09. */
  readonly filing: string | undefined;
}

export function insuredBy(insurance: ClaimInsurance, dossier: Dossier): Insured {
  const coverage = dossier.resolve(insurance.coverage) as Coverage | undefined;
  const relationship = relationshipOf(coverage);
  const named = dossier.resolve(coverage?.subscriber) as Person | undefined;
  const payerReference = coverage?.payor?.[0];
  const payer = dossier.resolve(payerReference);
  return {
    coverage,
    place: coverage?.order ?? insurance.sequence ?? 1,
    sequence: insurance.sequence,
    subscriber:
      named ??
      (relationship === '18' ? (dossier.resolve(dossier.claim.patient) as Patient | undefined) : undefined),
    payer,
    payerReference,
    response: dossier.resolve(insurance.claimResponse) as ClaimResponse | undefined,
    relationship,
    filing: filingIndicator({ coverage, payer, payerReference }, dossier.claim),
  };
}

function relationshipOf(coverage: Coverage | undefined): string {
  const codings = coverage?.relationship?.coding ?? [];
  const own = codings.find((c) => c.system === RELATIONSHIP)?.code;
  const word = codings.find((c) => c.system === SUBSCRIBER_RELATIONSHIP || c.system === undefined)?.code;
  return own ?? RELATIONSHIPS.get(word ?? 'self') ?? 'G8';
}

/** 2000B with 2010BA and 2010BB. The subscriber's address and birth date are said where the subscriber is the patient. */
export function subscriberLoop(insured: Insured): LoopDraft {
  return {
    id: '2000B',
    segments: [{ id: 'HL', elements: [] }, sbr(insured, insured.relationship === '18')],
    loops: [subscriberName('2010BA', insured, true), payerName('2010BB', insured)],
  };
}

function subscriberName(id: string, { subscriber, coverage }: Insured, born: boolean): LoopDraft {
  return {
    id,
    segments: [
      nm1('IL', subscriber, { display: coverage?.subscriber?.display }, ['MI', coverage?.subscriberId]),
      ...addressSegments(subscriber?.address),
      ...(born ? dmg(subscriber) : []),
      ...refs(subscriber, (q) => q === 'SY' || q === 'Y4'),
    ],
    loops: [],
  };
}

function payerName(id: string, { payer, payerReference }: Insured): LoopDraft {
  const [name, ...rest] = [
    nm1('PR', payer, { display: payerReference?.display }),
    ...addressSegments((payer as { address?: never } | undefined)?.address),
    ...refs(payer),
  ];
  return { id, segments: [withIdentifier(name, payer, payerReference), ...rest], loops: [] };
}

/** The payer's number is whichever its resource bears first; one only named by reference may be told by its identifier. */
function withIdentifier(
  segment: SegmentDraft,
  payer: Resource | undefined,
  reference: Reference | undefined,
): SegmentDraft {
  const identifiers = (payer as Organization | undefined)?.identifier ?? [];
  // Those that say another qualifier, and tax numbers, have a REF of their own.
  const own = identifiers.find((i) => i.value && i.system !== SYSTEM.ein && !codeOf(i, REFERENCE_QUALIFIER));
  const value = own?.value ?? reference?.identifier?.value;
  if (segment.elements[8] !== undefined || !value) return segment;
  return { id: segment.id, elements: [...segment.elements.slice(0, 7), 'PI', value] };
}

function sbr({ coverage, place, filing }: Insured, self: boolean): SegmentDraft {
  const group = coverage?.class?.find((c) =>
    c.type?.coding?.some((t) => t.system === COVERAGE_CLASS && t.code === 'group'),
  );
  return {
    id: 'SBR',
    elements: [
      PLACE[place - 1] ?? 'U',
      self ? '18' : undefined,
      group?.value,
      group?.name,
      undefined,
      undefined,
      undefined,
      undefined,
      filing,
    ],
  };
}

/** SBR01: first, second, third payer; from the fourth on by letter. */
const PLACE = ['P', 'S', 'T', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

/** 2000C with 2010CA: the patient, who is not the subscriber. */
export function patientLoop(patient: Patient | undefined, relationship: string): LoopDraft {
  return {
    id: '2000C',
    segments: [
      { id: 'HL', elements: [] },
      { id: 'PAT', elements: [relationship] },
    ],
    loops: [
      {
        id: '2010CA',
        segments: [
          nm1('QC', patient, {}, ['MI', undefined]),
          ...addressSegments(patient?.address),
          ...dmg(patient),
          ...refs(patient, (q) => ['Y4', '1W', 'SY'].includes(q)),
        ],
        loops: [],
      },
    ],
  };
}

/** 2320: another payer of the same claim. */
export function otherPayerLoop(insured: Insured): LoopDraft {
  const [place, , ...rest] = sbr(insured, false).elements;
  return {
    id: '2320',
    segments: [
      { id: 'SBR', elements: [place, insured.relationship, ...rest] },
      ...payerPaid(insured.response),
      { id: 'OI', elements: [] },
      ...payerRemarks(insured.response),
    ],
    loops: [subscriberName('2330A', insured, false), payerName('2330B', insured)],
  };
}

/** NM109 of the payer's loop: SVD01 points at it. */
export const payerIdOf = (insured: Insured): string | undefined => {
  const id = payerName('2330B', insured).segments[0]?.elements[8];
  return typeof id === 'string' ? id : undefined;
};
