/** The patient as far as codes depend on it: age on the date of service, sex, pregnancy. */
import { type CodeableConcept, type Condition, codingsOf } from '../../fhir/index.ts';
import { ageInYears, daysBetween, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { Person } from '../facts.ts';
import { idOf, tie } from './common.ts';

export function readPerson(chart: Chart): Person {
  const { patient } = chart;
  const birthDate = serviceDate(patient?.birthDate);
  const day = serviceDate(chart.encounter.period?.start);
  return {
    id: patient ? idOf(patient) : undefined,
    birthDate,
    sex: patient?.gender,
    age: birthDate && day && birthDate <= day ? ageInYears(birthDate, day) : undefined,
    pregnant: pregnancyOf(chart),
  };
}

// SNOMED CT: pregnancy 77386006, normal 72892002, high risk 47200007, twin 65147003, triplet 16356006, gestational
// diabetes 11687002, pre-eclampsia 398254007, gestational hypertension 48194001, hyperemesis 14094001.
const PREGNANT = [
  ...[
    '77386006',
    '72892002',
    '47200007',
    '65147003',
    '16356006',
    '11687002',
    '398254007',
    '48194001',
    '14094001',
  ],
];

function pregnancyOf(chart: Chart): Sourced<boolean> | undefined {
  const observed = chart.of('Observation').find((o) => {
    const about = codingsOf(o.code).some((c) => c.code === '82810-3');
    return (
      about &&
      VALID.includes(o.status) &&
      tie(chart, o) !== 'other' &&
      codeOf(o.valueCodeableConcept) !== undefined
    );
  });
  const value = codeOf(observed?.valueCodeableConcept);
  if (observed && value) {
    const found = [evidence(idOf(observed), 'Observation.valueCodeableConcept', value)];
    return { value: PREGNANT.includes(value), evidence: found };
  }
  const condition = chart.of('Condition').find((c) => saysPregnant(c) && isCurrent(c, chart));
  return condition && { value: true, evidence: [evidence(idOf(condition), 'Condition.code', 'pregnancy')] };
}

const VALID = ['final', 'amended', 'corrected', 'preliminary'];
/** A pregnancy lasts 40 weeks; a Condition recorded longer before the visit is about an earlier one. */
const LONGEST = 300;

const codeOf = (c: CodeableConcept | undefined): string | undefined => codingsOf(c)[0]?.code;

/** Chapter 15 codes and Z33/Z34/Z3A are only on the record of the pregnant (guideline I.C.15.a). */
const saysPregnant = (c: Condition): boolean =>
  codingsOf(c.code).some((x) => PREGNANT.includes(x.code) || /^(O\d|Z33|Z34|Z3A)/i.test(x.code));

function isCurrent(c: Condition, chart: Chart): boolean {
  const status = (codeOf(c.clinicalStatus) ?? c.clinicalStatus?.text)?.toLowerCase();
  if (status !== undefined && !['active', 'recurrence', 'relapse'].includes(status)) return false;
  if (['refuted', 'entered-in-error'].includes(codeOf(c.verificationStatus) ?? '')) return false;
  const day = serviceDate(chart.encounter.period?.start);
  const known = serviceDate(c.recordedDate ?? c.onsetDateTime);
  return !day || !known || Math.abs(daysBetween(known, day)) <= LONGEST;
}
