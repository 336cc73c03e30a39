/** Numbers of prior authorisations and referrals (837 REF*G1, REF*9F), where the record ties them to this encounter. */
import { codingsOf, type Identifier, type Resource, type ServiceRequest } from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import type { Authorization } from '../claim-facts.ts';
import { evidence } from '../evidence.ts';
import { claimsOfEncounter, namesEncounter } from './claims.ts';
import { idOf, tie } from './common.ts';

export function readAuthorizations(chart: Chart): readonly Authorization[] {
  const requests = requestsOf(chart);
  const all = [
    ...claimed(chart),
    ...answered(chart, requests),
    ...eligible(chart),
    ...requests.flatMap(ofRequest),
  ];
  return all.filter((one, i) => all.findIndex((o) => o.kind === one.kind && o.number === one.number) === i);
}

/** Orders of this encounter, and what it was ordered by. */
function requestsOf(chart: Chart): readonly ServiceRequest[] {
  const based = (chart.encounter.basedOn ?? []).map((r) => chart.resolve(r, chart.encounter));
  const dead = ['revoked', 'entered-in-error', 'draft'];
  return chart
    .of('ServiceRequest')
    .filter((r) => (based.includes(r) || tie(chart, r) === 'this') && !dead.includes(r.status));
}

const authorization = (from: Resource, path: string, number: string | undefined): readonly Authorization[] =>
  number?.trim()
    ? [
        {
          kind: 'authorization',
          number: number.trim(),
          evidence: [evidence(idOf(from), `${from.resourceType}.${path}`, number)],
        },
      ]
    : [];

/** An earlier Claim, or a request for authorisation, that names this encounter at a line. */
function claimed(chart: Chart): readonly Authorization[] {
  return claimsOfEncounter(chart).flatMap((c) =>
    (c.insurance ?? []).flatMap((i, at) =>
      (i.preAuthRef ?? []).flatMap((n, j) => authorization(c, `insurance[${at}].preAuthRef[${j}]`, n)),
    ),
  );
}

/** The payer's answer to such a request: to one for this encounter, or one that an order of it names as its insurance. */
function answered(chart: Chart, requests: readonly ServiceRequest[]): readonly Authorization[] {
  const named = new Set(requests.flatMap((r) => (r.insurance ?? []).map((i) => chart.resolve(i, r))));
  return chart.of('ClaimResponse').flatMap((response) => {
    const { status, use, outcome, preAuthRef, preAuthPeriod } = response;
    const given = outcome === 'complete' || outcome === 'partial';
    if (status !== 'active' || use !== 'preauthorization' || !given || !holds(chart, preAuthPeriod))
      return [];
    const claim = chart.resolve(response.request, response);
    const own = claim?.resourceType === 'Claim' && namesEncounter(chart, claim, claim.item);
    return own || named.has(response) ? authorization(response, 'preAuthRef', preAuthRef) : [];
  });
}

/** Eligibility that was asked for the day of the encounter. */
function eligible(chart: Chart): readonly Authorization[] {
  return chart.of('CoverageEligibilityResponse').flatMap((r) => {
    const period =
      r.servicedPeriod ?? (r.servicedDate ? { start: r.servicedDate, end: r.servicedDate } : undefined);
    return r.status === 'active' && r.outcome === 'complete' && period && holds(chart, period)
      ? authorization(r, 'preAuthRef', r.preAuthRef)
      : [];
  });
}

/** Without a period it holds for whatever it was given for. */
function holds(chart: Chart, period: { start?: string; end?: string } | undefined): boolean {
  const day = serviceDate(chart.encounter.period?.start);
  if (!period || !day) return true;
  const [from, to] = [serviceDate(period.start), serviceDate(period.end)];
  return (from === undefined || from <= day) && (to === undefined || day <= to);
}

const REFERENCE_QUALIFIER = 'https://codesystem.x12.org/005010/128';

/** An order bears these numbers as identifiers, by X12's qualifier or in words. */
function ofRequest(request: ServiceRequest): readonly Authorization[] {
  return (request.identifier ?? []).flatMap((identifier, i): readonly Authorization[] => {
    const kind = kindOf(identifier);
    const number = identifier.value?.trim();
    if (!kind || !number) return [];
    return [{ kind, number, evidence: [evidence(idOf(request), `ServiceRequest.identifier[${i}]`, number)] }];
  });
}

function kindOf({ type }: Identifier): Authorization['kind'] | undefined {
  const qualifier = codingsOf(type).find((c) => c.system === REFERENCE_QUALIFIER)?.code;
  const words = [type?.text ?? '', ...codingsOf(type).map((c) => c.display ?? '')].join(' ').toLowerCase();
  if (qualifier === 'G1' || /\bauthori[sz]ation\b/.test(words)) return 'authorization';
  return qualifier === '9F' || /\breferral (?:number|no\b|id\b)/.test(words) ? 'referral' : undefined;
}
