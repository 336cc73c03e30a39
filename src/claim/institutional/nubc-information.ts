/** Condition, occurrence, span and value codes (NUBC FL 18 to 41; 837I HI*BG, BH, BI, BE): those recorded, and those that recorded facts make certain. */
import type { BillingCode, Facts } from '../../chart/index.ts';
import type { ClaimSupportingInfo } from '../../fhir/index.ts';
import type { AccidentOnClaim } from '../accident.ts';

type Info = Omit<ClaimSupportingInfo, 'sequence'>;
type Code = Omit<BillingCode, 'evidence'>;

const CATEGORY = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType';
const SYSTEMS: Readonly<Record<BillingCode['kind'], string>> = {
  condition: 'https://www.nubc.org/CodeSystem/ConditionCodes',
  occurrence: 'https://www.nubc.org/CodeSystem/OccurrenceCodes',
  occurrencespan: 'https://www.nubc.org/CodeSystem/OccurrenceSpanCodes',
  value: 'https://www.nubc.org/CodeSystem/ValueCodes',
};

export function nubcInformation(
  facts: Facts,
  accident: AccidentOnClaim,
  admissionType: string | undefined,
): readonly Info[] {
  const all: readonly Code[] = [
    ...(facts.billingCodes ?? []),
    ...employment(accident),
    ...(admissionType === '4' ? birthWeight(facts) : []),
  ];
  const key = ({ kind, code, date, period }: Code): string => JSON.stringify([kind, code, date, period]);
  return all.filter((one, i) => all.findIndex((o) => key(o) === key(one)) === i).map(informationOf);
}

function informationOf({ kind, code, date, period, amount }: Code): Info {
  return {
    category: { coding: [{ system: CATEGORY, code: kind }] },
    code: { coding: [{ system: SYSTEMS[kind], code }] },
    ...(date ? { timingDate: date } : {}),
    ...(period ? { timingPeriod: { ...period } } : {}),
    ...(amount === undefined ? {} : { valueQuantity: { value: amount } }),
  };
}

/**
 * Condition 02, occurrence 04: related to employment. Which code another accident has (01 to 03, 05) its insurance decides:
 * it is recorded or not said.
 */
function employment({ causes, date }: AccidentOnClaim): readonly Code[] {
  if (!causes.includes('EM')) return [];
  return [
    { kind: 'condition', code: '02' },
    ...(date ? [{ kind: 'occurrence', code: '04', date } as const] : []),
  ];
}

/** LOINC 8339-4, SNOMED CT 364589006. */
const BIRTH_WEIGHT = ['8339-4', '364589006'];
const GRAMS: ReadonlyMap<string, number> = new Map([
  ['g', 1],
  ['kg', 1000],
]);

/** Value code 54: a newborn's birth weight in whole grams. Pounds and ounces are not turned into grams that nobody read. */
function birthWeight({ measurements }: Facts): readonly Code[] {
  const weights = measurements.flatMap(({ concept, value, unit }) => {
    const factor = GRAMS.get(unit ?? '');
    const about = concept.codings.some((c) => BIRTH_WEIGHT.includes(c.code));
    return about && value !== undefined && factor ? [Math.round(value * factor)] : [];
  });
  const [only] = weights;
  return only !== undefined && new Set(weights).size === 1
    ? [{ kind: 'value', code: '54', amount: only }]
    : [];
}
