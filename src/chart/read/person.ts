/** The patient as far as codes depend on it: age on the date of service, sex, pregnancy. */
import { codingsOf } from '../../fhir/index.ts';
import { ageInYears, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence, type Sourced } from '../evidence.ts';
import type { Person } from '../facts.ts';
import { idOf } from './common.ts';

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
  for (const o of chart.of('Observation')) {
    if (!codingsOf(o.code).some((c) => c.code === '82810-3')) continue;
    const value = codingsOf(o.valueCodeableConcept)[0]?.code;
    if (value) {
      return {
        value: PREGNANT.includes(value),
        evidence: [evidence(idOf(o), 'Observation.valueCodeableConcept', value)],
      };
    }
  }
  const condition = chart.of('Condition').find((c) => {
    const status = codingsOf(c.clinicalStatus)[0]?.code;
    const active = status === undefined || status === 'active' || status === 'recurrence';
    // Chapter 15 codes and Z33/Z34/Z3A are only on the record of the pregnant (guideline I.C.15.a).
    return (
      active && codingsOf(c.code).some((x) => PREGNANT.includes(x.code) || /^(O\d|Z33|Z34|Z3A)/i.test(x.code))
    );
  });
  return condition && { value: true, evidence: [evidence(idOf(condition), 'Condition.code', 'pregnancy')] };
}
