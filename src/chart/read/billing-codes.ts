/** Condition, occurrence and value codes of the NUBC that the record bears: Observations, or a Claim for this encounter, coded in its lists. */
import { type CodeableConcept, codingsOf } from '../../fhir/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import type { BillingCode } from '../claim-facts.ts';
import { evidence } from '../evidence.ts';
import { claimsOfEncounter } from './claims.ts';
import { idOf, tie } from './common.ts';

const KINDS: ReadonlyMap<string, BillingCode['kind']> = new Map([
  ['https://www.nubc.org/CodeSystem/ConditionCodes', 'condition'],
  ['https://www.nubc.org/CodeSystem/OccurrenceCodes', 'occurrence'],
  ['https://www.nubc.org/CodeSystem/OccurrenceSpanCodes', 'occurrencespan'],
  ['https://www.nubc.org/CodeSystem/ValueCodes', 'value'],
]);

export function readBillingCodes(chart: Chart): readonly BillingCode[] {
  const all = [...observed(chart), ...claimed(chart)];
  const key = ({ evidence: _e, ...code }: BillingCode): string => JSON.stringify(code);
  return all.filter((one, i) => all.findIndex((other) => key(other) === key(one)) === i);
}

interface Said {
  readonly date?: string | undefined;
  readonly period?: { start?: string; end?: string } | undefined;
  readonly amount?: number | undefined;
}

function observed(chart: Chart): readonly BillingCode[] {
  const valid = ['final', 'amended', 'corrected'];
  return chart
    .of('Observation')
    .filter((o) => valid.includes(o.status) && tie(chart, o) === 'this' && o.valueBoolean !== false)
    .flatMap((o) =>
      coded(o.code, idOf(o), 'Observation.code', {
        date: o.effectiveDateTime,
        period: o.effectivePeriod,
        amount: o.valueQuantity?.value,
      }),
    );
}

function claimed(chart: Chart): readonly BillingCode[] {
  return claimsOfEncounter(chart).flatMap((c) =>
    (c.supportingInfo ?? []).flatMap((info, i) =>
      coded(info.code, idOf(c), `Claim.supportingInfo[${i}].code`, {
        date: info.timingDate,
        period: info.timingPeriod,
        amount: info.valueQuantity?.value,
      }),
    ),
  );
}

/** An occurrence without its day, a span without its days and a value without its amount say nothing. */
function coded(
  concept: CodeableConcept | undefined,
  id: string,
  path: string,
  said: Said,
): readonly BillingCode[] {
  return codingsOf(concept).flatMap(({ system, code }): readonly BillingCode[] => {
    const kind = KINDS.get(system ?? '');
    if (!kind || !/^[0-9A-Z]{2}$/.test(code)) return [];
    const base = { kind, code, evidence: [evidence(id, path, code)] };
    const date = serviceDate(said.date);
    const [start, end] = [serviceDate(said.period?.start), serviceDate(said.period?.end)];
    if (kind === 'condition') return [base];
    if (kind === 'occurrence') return date ? [{ ...base, date }] : [];
    if (kind === 'occurrencespan')
      return start && end && start <= end ? [{ ...base, period: { start, end } }] : [];
    return said.amount === undefined ? [] : [{ ...base, amount: said.amount }];
  });
}
