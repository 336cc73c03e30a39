/** Who pays, in which order, and what was answered already (837 2000B, 2010BB, 2320). */
import { type Coverage, codingsOf, type Organization, wordsOf } from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { CoverageFact, PayerKind } from '../facts.ts';
import { idOf } from './common.ts';
import { answerOf } from './payer-answers.ts';

export function readCoverages(chart: Chart): readonly CoverageFact[] {
  return chart.of('Coverage').map((c) => coverageOf(chart, c));
}

function coverageOf(chart: Chart, coverage: Coverage): CoverageFact {
  const payers = (coverage.payor ?? []).map((p) => chart.resolve(p, coverage));
  const payer = payers.find((r) => r?.resourceType === 'Organization');
  const organization = payer as Organization | undefined;
  const name = organization?.name ?? coverage.payor?.[0]?.display;
  const answer = answerOf(chart, coverage);
  const policy = policyOf(coverage);
  const own =
    !payer && payers.some((r) => r?.resourceType === 'Patient' || r?.resourceType === 'RelatedPerson');
  return {
    id: idOf(coverage),
    payerKind: own ? 'self-pay' : payerKind(`${name ?? ''} ${wordsOf(coverage.type)}`, coverage, name),
    payerName: name,
    payerId: organization?.identifier?.find((i) => i.value)?.value,
    payerReference: coverage.payor?.[0]?.reference,
    memberId: coverage.subscriberId ?? coverage.identifier?.find((i) => i.value)?.value,
    relationship: codingsOf(coverage.relationship)[0]?.code,
    active: coverage.status === 'active' && isInForce(chart, coverage),
    ...(Number.isInteger(coverage.order) ? { order: coverage.order as number } : {}),
    ...(policy ? { policy } : {}),
    ...(answer ? { answer } : {}),
    evidence: [evidence(idOf(coverage), 'Coverage.payor', name ?? '')],
  };
}

/** Whether the coverage's period, as far as it is known, holds the first day of the encounter; a year holds all its days. */
function isInForce(chart: Chart, { period }: Coverage): boolean {
  const day = serviceDate(chart.encounter.period?.start);
  if (day === undefined) return true;
  const from = partialDate(period?.start);
  const to = partialDate(period?.end);
  return from <= day.slice(0, from.length) && (to === '' || day.slice(0, to.length) <= to);
}

const partialDate = (text: string | undefined): string => /^\d{4}(?:-\d{2}){0,2}/.exec(text ?? '')?.[0] ?? '';

/** By type code where one is (Source of Payment Typology: 1 Medicare, 2 Medicaid, 81 self-pay), else by the payer's name. */
function payerKind(words: string, coverage: Coverage, name: string | undefined): PayerKind {
  const codes = codingsOf(coverage.type);
  const sopt = codes.find((c) => /sopt|\.221\.5$/i.test(c.system ?? ''))?.code ?? '';
  if (sopt.startsWith('1')) return 'medicare';
  if (sopt.startsWith('2')) return 'medicaid';
  if (sopt === '81') return 'self-pay';
  if (/\bmedicare\b/i.test(words)) return 'medicare';
  if (/\bmedicaid\b/i.test(words)) return 'medicaid';
  if (codes.some((c) => c.code === 'pay') || /\bself[- ]?pay\b/i.test(words)) return 'self-pay';
  return name ? 'commercial' : 'unknown';
}

const POLICIES: ReadonlyMap<string, CoverageFact['policy']> = new Map([
  ['WCBPOL', 'workers-compensation'],
  ['AUTOPOL', 'automobile'],
]);

const policyOf = ({ type }: Coverage): CoverageFact['policy'] =>
  codingsOf(type)
    .map((c) => POLICIES.get(c.code))
    .find((policy) => policy !== undefined);
