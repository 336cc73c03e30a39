/** Claim.careTeam → the provider loops of the claim (2310) and of the line (2420). */
import type { ClaimCareTeam, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { Dossier } from './dossier.ts';
import { addressSegments, nm1, prv, refs, taxonomyOf } from './from-parties.ts';
import { entityOfRole } from './vocabulary.ts';

export interface Member {
  /** NM101. */
  readonly entity: string;
  readonly member: ClaimCareTeam;
}

export const membersOf = (team: readonly ClaimCareTeam[]): readonly Member[] =>
  team.flatMap((member) => {
    const role = member.role?.coding
      ?.map((c) => entityOfRole(c.code ?? ''))
      .find((code) => code !== undefined);
    return role === undefined ? [] : [{ entity: role, member }];
  });

/** NM101 → loop, by guide and place. An entity that a place has no loop for is not said there. */
const LOOPS: Readonly<Record<`${ClaimKind}-${'claim' | 'line'}`, Readonly<Record<string, string>>>> = {
  'professional-claim': { DN: '2310A', P3: '2310A', '82': '2310B', DQ: '2310D' },
  'professional-line': { '82': '2420A', QB: '2420B', DQ: '2420D', DK: '2420E', DN: '2420F', P3: '2420F' },
  'institutional-claim': { '71': '2310A', '72': '2310B', ZZ: '2310C', '82': '2310D', DN: '2310F' },
  'institutional-line': { '72': '2420A', ZZ: '2420B', '82': '2420C', DN: '2420D' },
};

/** PRV01 where the guide has a PRV for the loop. */
const TAXONOMY: Readonly<Record<ClaimKind, Readonly<Record<string, string>>>> = {
  professional: { '82': 'PE' },
  institutional: { '71': 'AT' },
};

export const loopOfEntity = (entity: string, at: 'claim' | 'line', kind: ClaimKind): string | undefined =>
  LOOPS[`${kind}-${at}`][entity];

export function memberLoop(
  { entity, member }: Member,
  at: 'claim' | 'line',
  kind: ClaimKind,
  dossier: Dossier,
): LoopDraft | undefined {
  const id = loopOfEntity(entity, at, kind);
  if (id === undefined) return undefined;
  const named = dossier.resolve(member.provider);
  const party =
    named?.resourceType === 'PractitionerRole'
      ? (dossier.resolve((named as PractitionerRole).practitioner) ?? named)
      : named;
  const npi =
    member.provider?.identifier?.system === SYSTEM.npi ? member.provider.identifier.value : undefined;
  const taxonomy =
    member.qualification?.coding?.find((c) => c.system === SYSTEM.taxonomy)?.code ?? taxonomyOf(party);
  const kindOfTaxonomy = TAXONOMY[kind][entity];
  return {
    id,
    segments: [
      nm1(entity, party, { npi, display: member.provider?.display }),
      ...(kindOfTaxonomy === undefined ? [] : prv(kindOfTaxonomy, taxonomy)),
      ...(entity === 'DK' ? addressSegments((party as Practitioner | undefined)?.address) : []),
      ...refs(party, (q) => q !== 'EI' && q !== 'SY'),
    ],
    loops: [],
  };
}
