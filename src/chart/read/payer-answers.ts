/** What a payer answered to a claim for this encounter (R4 claimresponse.html, explanationofbenefit.html): the next payer is to see it. */
import {
  type ClaimResponse,
  type CodeableConcept,
  type Coverage,
  codingsOf,
  type ExplanationOfBenefit,
  keyOf,
  type Reference,
  type Resource,
  SYSTEM,
} from '../../fhir/index.ts';
import type { Chart } from '../chart.ts';
import type { AnsweredLine, PayerAnswer } from '../claim-facts.ts';
import { evidence } from '../evidence.ts';
import { namesEncounter } from './claims.ts';
import { idOf } from './common.ts';

/** The latest answer of this coverage's payer; what is queued, wrong or taken back is none. */
export function answerOf(chart: Chart, coverage: Coverage): PayerAnswer | undefined {
  const all = [
    ...chart.of('ClaimResponse').flatMap((r) => fromResponse(chart, r, coverage) ?? []),
    ...chart.of('ExplanationOfBenefit').flatMap((e) => fromBenefit(chart, e, coverage) ?? []),
  ];
  // Of one day the payer's own answer counts before the statement made of it.
  return all.sort((a, b) => (a.response.created < b.response.created ? 1 : -1))[0];
}

const isFinal = (r: { status?: string; use?: string; outcome?: string }): boolean =>
  r.status === 'active' && r.use === 'claim' && (r.outcome === 'complete' || r.outcome === 'partial');

function fromResponse(chart: Chart, response: ClaimResponse, coverage: Coverage): PayerAnswer | undefined {
  const found = chart.resolve(response.request, response);
  const claim = found?.resourceType === 'Claim' ? found : undefined;
  const insured = response.insurance?.find((i) => i.focal) ?? claim?.insurance?.find((i) => i.focal);
  const number = claim?.identifier?.[0]?.value ?? response.request?.identifier?.value;
  const ofEncounter = claim !== undefined && namesEncounter(chart, claim, claim.item);
  if (!isFinal(response) || (!ofEncounter && (claim || number === undefined))) return undefined;
  if (!isOf(chart, response, insured?.coverage, response.insurer, coverage)) return undefined;
  return answer(response, response, { number, ofEncounter, lines: linesOf(claim?.item) });
}

function fromBenefit(
  chart: Chart,
  benefit: ExplanationOfBenefit,
  coverage: Coverage,
): PayerAnswer | undefined {
  const insured = benefit.insurance?.find((i) => i.focal) ?? benefit.insurance?.[0];
  if (!isFinal(benefit) || !namesEncounter(chart, benefit, benefit.item)) return undefined;
  if (!isOf(chart, benefit, insured?.coverage, benefit.insurer, coverage)) return undefined;
  const number = benefit.claim?.identifier?.value;
  return answer(benefit, asResponse(benefit), { number, ofEncounter: true, lines: linesOf(benefit.item) });
}

const answer = (
  read: Resource,
  response: ClaimResponse,
  rest: Pick<PayerAnswer, 'number' | 'ofEncounter' | 'lines'>,
): PayerAnswer => ({
  id: idOf(read),
  response,
  ...rest,
  evidence: [evidence(idOf(read), `${read.resourceType}.outcome`, response.outcome)],
});

/** By the coverage that was claimed on; where none is named, by the payer. */
function isOf(
  chart: Chart,
  from: Resource,
  claimed: Reference | undefined,
  insurer: Reference | undefined,
  coverage: Coverage,
): boolean {
  if (claimed?.reference)
    return chart.resolve(claimed, from) === coverage || claimed.reference === keyOf(coverage);
  const payer = chart.resolve(insurer, from);
  return payer !== undefined && (coverage.payor ?? []).some((p) => chart.resolve(p, coverage) === payer);
}

interface LineLike {
  readonly sequence?: number;
  readonly productOrService?: CodeableConcept;
  readonly modifier?: CodeableConcept[];
}

const PROCEDURES: readonly (string | undefined)[] = [SYSTEM.cpt, SYSTEM.hcpcs];

const linesOf = (items: readonly LineLike[] | undefined): readonly AnsweredLine[] =>
  (items ?? []).flatMap(({ sequence, productOrService, modifier = [] }) => {
    const code = codingsOf(productOrService).find((c) => PROCEDURES.includes(c.system))?.code;
    if (sequence === undefined || code === undefined) return [];
    return [{ sequence, code, modifiers: modifier.flatMap((m) => codingsOf(m)[0]?.code ?? []) }];
  });

/** The statement's own adjudication, in the elements a ClaimResponse has for it. */
function asResponse(e: ExplanationOfBenefit): ClaimResponse {
  const item = (e.item ?? []).flatMap(({ sequence, adjudication }) =>
    adjudication ? [{ itemSequence: sequence, adjudication }] : [],
  );
  return {
    resourceType: 'ClaimResponse',
    status: e.status,
    type: e.type,
    use: e.use,
    patient: e.patient,
    created: e.created,
    insurer: e.insurer,
    outcome: e.outcome,
    ...(item.length > 0 ? { item } : {}),
    ...(e.adjudication ? { adjudication: e.adjudication } : {}),
    ...(e.total ? { total: e.total } : {}),
    ...paymentOf(e),
  };
}

/** A ClaimResponse's payment has a type and an amount. */
function paymentOf({ payment }: ExplanationOfBenefit): Pick<ClaimResponse, 'payment'> {
  if (!payment?.amount) return {};
  const { amount, date } = payment;
  const type = payment.type ?? { coding: [{ system: PAYMENT_TYPE, code: 'complete' }] };
  return { payment: { type, amount, ...(date ? { date } : {}) } };
}

const PAYMENT_TYPE = 'http://terminology.hl7.org/CodeSystem/ex-paymenttype';
