/** The loops of an 837 claim → a Bundle with the R4 Claim and the people, payers and coverages it names. Nothing is lost: what has no element is carried. */
import type {
  Bundle,
  Claim,
  ClaimCareTeam,
  ClaimItem,
  Organization,
  Practitioner,
  Resource,
} from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';
import { type ClaimKind, type ClaimLoops, loopIn, loopsIn } from '../claim/claim-loops.ts';
import { draftOf, type LoopDraft } from '../claim/loop-draft.ts';
import { INSTITUTIONAL } from '../guide/claim-837i.ts';
import { PROFESSIONAL } from '../guide/claim-837p.ts';
import type { Guide } from '../guide/guide.ts';
import type { Loop } from '../guide/read-loops.ts';
import { component, element } from '../syntax/segment.ts';
import { carriedExtensions } from './carry.ts';
import { dossierOf } from './dossier.ts';
import { loopsOfClaim } from './from-claim.ts';
import { loopOfEntity } from './from-team.ts';
import { type Add, coverage, otherCoverage } from './to-coverage.ts';
import { diagnosesIn, proceduresIn } from './to-diagnoses.ts';
import { information } from './to-information.ts';
import { lineItem } from './to-lines.ts';
import { isPerson, only, organization, party, patient, practitioner, said, segmentIn } from './to-parties.ts';
import { answersIn } from './to-response.ts';
import { fhirDay, fhirNumber } from './values.ts';
import { roleOfEntity } from './vocabulary.ts';

/** The system of CLM01 where the sender gives none: a provider's own numbers. */
const CLAIM_NUMBER_TYPE = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC' }],
};

export const guideOf = (kind: ClaimKind): Guide => (kind === 'professional' ? PROFESSIONAL : INSTITUTIONAL);

export function claimBundle(loops: ClaimLoops): Bundle {
  const entries: { fullUrl: string; resource: Resource }[] = [];
  const number = said(segmentIn(loops.claim, 'CLM'), 1) ?? '';
  const { interchange, group, controlNumber } = loops.transaction;
  const seed = [
    interchange.sender.id,
    interchange.controlNumber,
    group.controlNumber,
    controlNumber,
    number,
    String(loops.claim.segments[0]?.number ?? 0),
  ];
  const add: Add = (resource, ...of) => {
    const fullUrl = `urn:uuid:${uuidFrom(...seed, ...of)}`;
    entries.push({ fullUrl, resource });
    return fullUrl;
  };
  const claim = claimOf(loops, number, add);
  const bundle: Bundle = { resourceType: 'Bundle', type: 'collection', entry: [] };
  const whole = withCarriedSegments(claim, loops, { ...bundle, entry: entries });
  const own = { fullUrl: `urn:uuid:${uuidFrom(...seed, 'claim')}`, resource: whole };
  return { ...bundle, entry: [own, ...entries] };
}

function claimOf(loops: ClaimLoops, number: string, add: Add): Claim {
  const { kind, claim: loop, delimiters: by, billing, subscriber } = loops;
  const clm = segmentIn(loop, 'CLM');
  const patientReference = add(
    patient(loopIn(loops.patient, '2010CA') ?? loopIn(subscriber, '2010BA')),
    'patient',
  );
  const provider = add(
    withTaxonomy(party(loopIn(billing, '2010AA')), said(segmentIn(billing, 'PRV'), 3)),
    'billing',
  );
  const team = careTeam(loops, add);
  const place = kind === 'professional' && clm ? component(clm, 5, 1, by) || undefined : undefined;
  const facility = loopIn(loop, kind === 'professional' ? '2310C' : '2310E');
  const payTo = loopIn(billing, '2010AB');
  const total = fhirNumber(said(clm, 2) ?? '');
  const items = loopsIn(loop, '2400').map((line, i) =>
    lineItem({ loop: line, number: i + 1, kind, by, place, team: team.lines[i] ?? [] }),
  );
  return only<Claim>({
    resourceType: 'Claim',
    identifier: number === '' ? [] : [{ type: CLAIM_NUMBER_TYPE, value: number }],
    status: 'active',
    type: { coding: [{ system: SYSTEM.claimType, code: kind }] },
    use: 'claim',
    patient: { reference: patientReference },
    created: createdOn(loops),
    provider: { reference: provider },
    priority: { coding: [{ system: SYSTEM.processPriority, code: 'normal' }] },
    ...(payTo
      ? {
          payee: {
            type: {
              coding: [{ system: 'http://terminology.hl7.org/CodeSystem/payeetype', code: 'provider' }],
            },
            party: { reference: add(organization(payTo), 'pay-to') },
          },
        }
      : {}),
    ...(facility ? { facility: { reference: add(organization(facility), 'facility') } } : {}),
    careTeam: team.members,
    ...information(loop, kind, by),
    diagnosis: diagnosesIn(loop, by),
    procedure: kind === 'institutional' ? proceduresIn(loop, by) : [],
    insurance: insurances(loops, { patient: patientReference, items, created: createdOn(loops) }, add),
    item: items,
    ...(total === undefined ? {} : { total: { value: total, currency: 'USD' } }),
  });
}

/** BHT04, the day the file was made. */
const createdOn = (loops: ClaimLoops): string =>
  fhirDay(
    said(
      segmentIn(
        loops.header.find(({ id }) => id === 'HEADER'),
        'BHT',
      ),
      4,
    ) ?? '',
  ) ?? '1970-01-01';

function withTaxonomy(
  resource: Organization | Practitioner,
  code: string | undefined,
): Organization | Practitioner {
  if (code === undefined) return resource;
  const concept = { coding: [{ system: SYSTEM.taxonomy, code }] };
  return resource.resourceType === 'Organization'
    ? { ...resource, type: [concept] }
    : { ...resource, qualification: [{ code: concept }] };
}

interface Insuring {
  readonly patient: string;
  readonly items: readonly ClaimItem[];
  readonly created: string;
}

function insurances(
  { kind, subscriber, patient: dependent, claim, delimiters }: ClaimLoops,
  { patient: patientReference, items, created }: Insuring,
  add: Add,
): NonNullable<Claim['insurance']> {
  const relationship = dependent ? (said(segmentIn(dependent, 'PAT'), 1) ?? 'G8') : '18';
  const focal = coverage(
    {
      loop: subscriber,
      subscriber: loopIn(subscriber, '2010BA'),
      payer: loopIn(subscriber, '2010BB'),
      relationship,
      patient: patientReference,
    },
    add,
    'insurance-1',
  );
  const authorisation = said(segmentIn(claim, 'REF', 'G1'), 2);
  const otherLoops = loopsIn(claim, '2320');
  const answers = answersIn({ others: otherLoops, lines: loopsIn(claim, '2400'), items, by: delimiters });
  const others = otherLoops.map((loop, i) => {
    const name = `insurance-${i + 2}`;
    const reference = coverage(otherCoverage(loop, patientReference), add, name);
    const content = answers[i];
    if (!content) return { coverage: { reference } };
    const insurer = { display: said(segmentIn(loopIn(loop, '2330B'), 'NM1'), 3) ?? 'unknown' };
    const head = { status: 'active', use: 'claim', outcome: 'complete', created, insurer } as const;
    const type = { coding: [{ system: SYSTEM.claimType, code: kind }] };
    const whole = { ...head, type, patient: { reference: patientReference }, ...content };
    const response = add({ resourceType: 'ClaimResponse', ...whole }, name, 'answer');
    return { coverage: { reference }, claimResponse: { reference: response } };
  });
  const [first = 1, ...places] = sequencesOf([subscriber, ...otherLoops]);
  return [
    {
      sequence: first,
      focal: true,
      coverage: { reference: focal },
      ...(authorisation === undefined ? {} : { preAuthRef: [authorisation] }),
    },
    ...others.map((other, i) => ({ sequence: places[i] ?? i + 2, focal: false, ...other })),
  ].sort((a, b) => a.sequence - b.sequence);
}

const PLACES = 'PSTABCDEFGH';

/** By the places that SBR01 gives the payers; by their order where two have one place, or the others do not stand in theirs. */
function sequencesOf(loops: readonly Loop[]): readonly number[] {
  const places = loops.map((loop) => PLACES.indexOf(said(segmentIn(loop, 'SBR'), 1) ?? '?'));
  const [, ...others] = places;
  const told = !places.includes(-1) && new Set(places).size === places.length;
  const inOrder = others.every((place, i) => i === 0 || place > (others[i - 1] ?? 0));
  const sorted = [...places].sort((a, b) => a - b);
  return told && inOrder ? places.map((place) => sorted.indexOf(place) + 1) : places.map((_, i) => i + 1);
}

interface Team {
  readonly members: ClaimCareTeam[];
  /** For each line, its own members. */
  readonly lines: readonly number[][];
}

/** The providers of the claim, then those of its lines; the same provider in the same role once. */
function careTeam({ kind, claim }: ClaimLoops, add: Add): Team {
  const members: ClaimCareTeam[] = [];
  const known = new Map<string, number>();
  const take = (loop: Loop, at: 'claim' | 'line'): number[] => {
    const nm1 = segmentIn(loop, 'NM1');
    const entity = nm1 ? element(nm1, 1) : '';
    const role = roleOfEntity(entity);
    if (role === undefined || loopOfEntity(entity, at, kind) !== loop.id) return [];
    const key = `${at}${JSON.stringify(loop.segments.map(({ id, elements }) => [id, elements]))}`;
    const sequence = known.get(key) ?? members.length + 1;
    if (!known.has(key)) {
      known.set(key, sequence);
      members.push(memberOf(loop, role, sequence, add));
    }
    return [sequence];
  };
  for (const loop of claim.loops) if (loop.id.startsWith('2310')) take(loop, 'claim');
  return {
    members,
    lines: loopsIn(claim, '2400').map((line) =>
      line.loops.flatMap((loop) => (loop.id.startsWith('2420') ? take(loop, 'line') : [])),
    ),
  };
}

function memberOf(loop: Loop, role: string, sequence: number, add: Add): ClaimCareTeam {
  const provider = add(
    isPerson(loop) ? practitioner(loop) : organization(loop),
    'careteam',
    String(sequence),
  );
  const taxonomy = said(segmentIn(loop, 'PRV'), 3);
  return {
    sequence,
    provider: { reference: provider },
    role: { coding: [{ system: SYSTEM.careTeamRole, code: role }] },
    ...(taxonomy === undefined
      ? {}
      : { qualification: { coding: [{ system: SYSTEM.taxonomy, code: taxonomy }] } }),
  };
}

/** Writes the Claim as it stands, and carries what the original has besides; a line's own with the line. */
function withCarriedSegments(claim: Claim, loops: ClaimLoops, beside: Bundle): Claim {
  const { delimiters: by } = loops;
  const guide = guideOf(loops.kind);
  const made = loopsOfClaim(dossierOf(claim, beside));
  const lines = (loop: LoopDraft): readonly LoopDraft[] => loop.loops.filter(({ id }) => id === '2400');
  const withoutLines = (loop: LoopDraft): LoopDraft => ({
    ...loop,
    loops: loop.loops.filter(({ id }) => id !== '2400'),
  });
  const original = draftOf(loops.claim, by);
  const root = (id: string, inner: readonly (LoopDraft | undefined)[]): LoopDraft => ({
    id,
    segments: [],
    loops: inner.filter((loop) => loop !== undefined),
  });
  const above = carriedExtensions(
    root('', [
      draftOf(loops.billing, by),
      draftOf(loops.subscriber, by),
      loops.patient && draftOf(loops.patient, by),
      withoutLines(original),
    ]),
    root('', [made.billing, made.subscriber, made.patient, withoutLines(made.claim)]),
    guide,
  );
  const item = (claim.item ?? []).map((one, i): ClaimItem => {
    const line = lines(original)[i];
    const carried = line ? carriedExtensions(line, lines(made.claim)[i], guide) : [];
    return carried.length > 0 ? { ...one, extension: [...(one.extension ?? []), ...carried] } : one;
  });
  return only<Claim>({ ...claim, extension: above, item });
}
