/** Claim.careTeam (837P 2310A, B, D and 2420E; 837I 2310A, B, F): who rendered or attended, referred, supervised, operated and ordered. */
import type { Facts, Party, PartyRole } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import { type Claim, SYSTEM } from '../fhir/index.ts';
import type { ServiceSuggestion } from '../suggest/index.ts';
import type { ClaimInput } from './model.ts';
import { problem } from './problems.ts';
import { partyReference } from './references.ts';

type ClaimCareTeam = NonNullable<Claim['careTeam']>[number];

export interface CareTeam {
  readonly members: ClaimCareTeam[];
  /** The members who serve a line: who rendered it, and who ordered it where that is another. */
  readonly of: (service: ServiceSuggestion) => number[];
  readonly problems: readonly Finding[];
}

export function careTeamOf(
  input: Pick<ClaimInput, 'facts' | 'services'>,
  kind: 'professional' | 'institutional',
): CareTeam {
  const { facts } = input;
  const wanted = kind === 'professional' ? professional(input) : institutional(input);
  const known = wanted.filter(({ party, must }) => must || hasNumber(party));
  const members = known
    .flatMap(({ party, role }) => memberOf(party, role) ?? [])
    .map((m, i) => ({ sequence: i + 1, ...m }));
  const rendering = members.find((m) => roleOf(m) === 'rendering')?.sequence;
  const ordering = (s: ServiceSuggestion): number | undefined => {
    const who = kind === 'professional' ? ordererOf(s, facts) : undefined;
    return members.find((m) => roleOf(m) === 'ordering' && who && m.provider.reference === who)?.sequence;
  };
  return {
    members,
    of: (s) => [rendering, ordering(s)].filter((n) => n !== undefined),
    problems: wanted
      .filter((w) => !known.includes(w))
      .map(({ role }) => problem('claim-provider-without-npi', 'Claim.careTeam', { role })),
  };
}

interface Wanted {
  readonly role: string;
  readonly party: Party;
  /** It is on the claim even without its number, for the edits to ask for it. */
  readonly must?: boolean;
}

const partiesOf = ({ parties }: Facts, role: PartyRole): readonly Party[] =>
  parties.filter((p) => p.role === role);

/** The first of a role; of several orderers every one that a line needs. */
function professional({ facts, services }: Pick<ClaimInput, 'facts' | 'services'>): readonly Wanted[] {
  const [rendering] = partiesOf(facts, 'rendering');
  const [referring] = partiesOf(facts, 'referring');
  const [supervising] = partiesOf(facts, 'supervising');
  const needed = new Set(services.map((s) => ordererOf(s, facts)));
  return [
    ...(rendering ? [{ role: 'rendering', party: rendering, must: true }] : []),
    ...(referring ? [{ role: 'referring', party: referring, must: true }] : []),
    ...(supervising && supervising.reference !== rendering?.reference
      ? [{ role: 'supervising', party: supervising }]
      : []),
    ...partiesOf(facts, 'ordering')
      .filter((p) => needed.has(p.reference))
      .map((party) => ({ role: 'ordering', party })),
  ];
}

/** Who renders for a facility is the one who attends (837I 2310A); an operating physician stands on claims with surgery (2310B). */
function institutional({ facts, services }: Pick<ClaimInput, 'facts' | 'services'>): readonly Wanted[] {
  const [attending] = partiesOf(facts, 'rendering');
  const [referring] = partiesOf(facts, 'referring');
  const [operating] = partiesOf(facts, 'operating');
  return [
    ...(attending ? [{ role: 'attending', party: attending, must: true }] : []),
    ...(operating && hasSurgery(facts, services) ? [{ role: 'operating', party: operating }] : []),
    ...(referring ? [{ role: 'referring', party: referring, must: true }] : []),
  ];
}

/** A stay has its ICD-10-PCS procedures, an outpatient visit the codes of CPT's section of surgery. */
const hasSurgery = ({ visit, services: done }: Facts, services: readonly ServiceSuggestion[]): boolean =>
  visit.setting.value === 'inpatient'
    ? done.some((s) => s.kind === 'procedure' && s.concept.codings.some((c) => c.system === SYSTEM.icd10pcs))
    : services.some(({ code }) => /^\d{5}$/.test(code) && code >= '10004' && code <= '69990');

/** The one who ordered what the line is for, where it is another than who renders it (837P 2420E). Nobody orders a visit. */
function ordererOf({ code, evidence }: ServiceSuggestion, facts: Facts): string | undefined {
  if (/^99[2-4]\d\d$/.test(code)) return undefined;
  const read = new Set(evidence.map((e) => e.reference.split('#', 1)[0]));
  const all = new Set(facts.services.flatMap((s) => (s.orderedBy && read.has(s.id) ? [s.orderedBy] : [])));
  const [only] = all;
  const [rendering] = partiesOf(facts, 'rendering');
  return all.size === 1 && only !== rendering?.reference ? only : undefined;
}

const hasNumber = ({ npi }: Party): boolean => npi !== undefined;

function memberOf(party: Party, role: string): Omit<ClaimCareTeam, 'sequence'> | undefined {
  const provider = partyReference(party);
  return (
    provider && {
      provider,
      role: { coding: [{ system: SYSTEM.careTeamRole, code: role }] },
      ...(party.taxonomy
        ? { qualification: { coding: [{ system: SYSTEM.taxonomy, code: party.taxonomy }] } }
        : {}),
    }
  );
}

const roleOf = (member: ClaimCareTeam): string | undefined => member.role?.coding?.[0]?.code;
