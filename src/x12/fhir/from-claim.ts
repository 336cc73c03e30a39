/** A Claim with what it refers to → the loops of its 837. What the Claim does not say is left empty: defaults come last. */
import type { Address, Claim, Organization, Patient, Resource } from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { ClaimDraftLoops, LoopDraft } from '../claim/loop-draft.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import type { Dossier } from './dossier.ts';
import { type Insured, insuredBy, otherPayerLoop, patientLoop, subscriberLoop } from './from-coverage.ts';
import { diagnoses, procedures } from './from-diagnoses.ts';
import { causes, dates, facility, institutional, nubcCodes, references } from './from-information.ts';
import { itemsOf, lineLoop, placeOf } from './from-lines.ts';
import { addressSegments, nm1, per, prv, refs, taxonomyOf } from './from-parties.ts';
import { type Member, memberLoop, membersOf } from './from-team.ts';
import { x12Number } from './values.ts';

export const kindOfClaim = (claim: Claim): ClaimKind =>
  claim.type?.coding?.some((c) => c.code === 'institutional') ? 'institutional' : 'professional';

export function loopsOfClaim(dossier: Dossier): ClaimDraftLoops {
  const { claim } = dossier;
  const kind = kindOfClaim(claim);
  const insurances = [...(claim.insurance ?? [])].sort(
    (a, b) => Number(b.focal) - Number(a.focal) || a.sequence - b.sequence,
  );
  const [focal, ...others] = placed(insurances.map((insurance) => insuredBy(insurance, dossier)));
  const patient = dossier.resolve(claim.patient) as Patient | undefined;
  const none = {
    coverage: undefined,
    place: 1,
    sequence: 1,
    subscriber: patient,
    payer: undefined,
    payerReference: undefined,
    response: undefined,
    relationship: '18',
    filing: undefined,
  };
  const insured = focal ?? none;
  return {
    billing: billingLoop(dossier),
    subscriber: subscriberLoop(insured),
    patient: insured.relationship === '18' ? undefined : patientLoop(patient, insured.relationship),
    claim: claimLoop(dossier, kind, others),
  };
}

/** No two payers stand at one place: where the coverages' own order says so, the order of the claim decides. */
function placed(all: readonly Insured[]): readonly Insured[] {
  if (new Set(all.map(({ place }) => place)).size === all.length) return all;
  const inOrder = [...all].sort((a, b) => a.sequence - b.sequence);
  return all.map((one) => ({ ...one, place: inOrder.indexOf(one) + 1 }));
}

/** 2000A with 2010AA and 2010AB. */
function billingLoop({ claim, resolve }: Dossier): LoopDraft {
  const party = resolve(claim.provider);
  const npi = claim.provider?.identifier?.system === SYSTEM.npi ? claim.provider.identifier.value : undefined;
  const payTo = resolve(claim.payee?.party) as Organization | undefined;
  const addresses = (party as { address?: Address[] } | undefined)?.address;
  return {
    id: '2000A',
    segments: [{ id: 'HL', elements: [] }, ...prv('BI', taxonomyOf(party))],
    loops: [
      {
        id: '2010AA',
        segments: [
          nm1('85', party, { npi, display: claim.provider?.display }),
          ...addressSegments(addresses),
          ...refs(party),
          ...per(party),
        ],
        loops: [],
      },
      ...(payTo
        ? [
            {
              id: '2010AB',
              segments: [{ id: 'NM1', elements: ['87', '2'] }, ...addressSegments(payTo.address)],
              loops: [],
            },
          ]
        : []),
    ],
  };
}

function claimLoop(dossier: Dossier, kind: ClaimKind, others: readonly Insured[]): LoopDraft {
  const { claim } = dossier;
  const items = itemsOf(claim);
  const place = claimPlace(claim);
  const team = membersOf(claim.careTeam ?? []);
  const atLines = new Set(team.filter((m) => belongsToLines(m, claim, kind)));
  const own = (sequences: readonly number[] = []): readonly Member[] =>
    [...atLines].filter((m) => sequences.includes(m.member.sequence));
  return {
    id: '2300',
    segments: claimSegments(claim, kind, place),
    loops: [
      ...team.filter((m) => !atLines.has(m)).flatMap((m) => memberLoop(m, 'claim', kind, dossier) ?? []),
      ...facilityLoop(dossier, kind),
      ...others.map(otherPayerLoop),
      ...items.map((item, i) =>
        lineLoop(item, i + 1, { kind, dossier, place, own: own(item.careTeamSequence), others }),
      ),
    ],
  };
}

/** Roles the claim has no loop for; and a second provider of a role, who can only stand at the lines that name them. */
function belongsToLines({ entity, member }: Member, claim: Claim, kind: ClaimKind): boolean {
  if (entity === 'DK' || entity === 'QB') return true;
  const sameRole = membersOf(claim.careTeam ?? []).filter((m) => m.entity === entity);
  const most = kind === 'professional' && (entity === 'DN' || entity === 'P3') ? 2 : 1;
  return sameRole.findIndex((m) => m.member === member) >= most;
}

function claimSegments(claim: Claim, kind: ClaimKind, place: string | undefined): readonly SegmentDraft[] {
  return [
    {
      id: 'CLM',
      elements: [
        claim.identifier?.[0]?.value,
        x12Number(claim.total?.value),
        undefined,
        undefined,
        facility(claim, kind, place),
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        causes(claim),
      ],
    },
    ...dates(claim, kind),
    ...(kind === 'institutional' ? institutional(claim) : []),
    ...references(claim),
    ...diagnoses(claim, kind),
    ...(kind === 'institutional' ? [...procedures(claim), ...nubcCodes(claim)] : []),
  ];
}

/** CLM05-1 of a professional claim is the place of its first line. */
const claimPlace = (claim: Claim): string | undefined => placeOf(itemsOf(claim)[0]);

function facilityLoop({ claim, resolve }: Dossier, kind: ClaimKind): readonly LoopDraft[] {
  if (!claim.facility) return [];
  const party: Resource | undefined = resolve(claim.facility);
  const npi = claim.facility.identifier?.system === SYSTEM.npi ? claim.facility.identifier.value : undefined;
  const address = (party as Organization | undefined)?.address;
  return [
    {
      id: kind === 'professional' ? '2310C' : '2310E',
      segments: [
        nm1('77', party, { npi, display: claim.facility.display }),
        ...addressSegments(address),
        ...refs(party, (q) => ['0B', 'G2', 'LU'].includes(q)),
        ...(kind === 'professional' ? per(party) : []),
      ],
      loops: [],
    },
  ];
}
