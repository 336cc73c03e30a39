/** Edit preventive-dx: a preventive visit, its examination diagnosis and the patient's age agree (I.C.21.c.13; CPT 99381–99397). */
import { ageInYears } from '../kernel/index.ts';
import { distinctInOrder, type IcdDiagnosis, pointedBy } from './diagnoses.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { isOfficeVisit, preventiveBand } from './visit-codes.ts';

/** General examinations (Z00.0-, Z00.1-, Z00.2, Z00.3, Z00.8), gynaecological (Z01.41-), administrative (Z02.-). */
const EXAMINATION = /^(?:Z00\.[01238]|Z01\.41|Z02)/;
const ADULT = /^Z00\.0/;
const CHILD = /^Z00\.12/;
const ROUTINE = /^Z00\.(?:0|12)/;
/** Medicare Code Editor: Z00.12- is paediatric (0–17), Z00.0- adult (15–124). */
const CHILD_UP_TO = 17;
const ADULT_FROM = 15;
/** Medicare's own preventive visits, which take the same diagnoses. */
const MEDICARE_WELLNESS: readonly string[] = ['G0402', 'G0438', 'G0439'];

export const preventiveDx: Edit = {
  meta: {
    id: 'preventive-dx',
    title: 'A preventive visit has an examination diagnosis, and both fit the patient’s age',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.C.21.c.13' },
    about:
      'Looks at preventive visit lines (99381–99387, 99391–99397): one of their diagnoses is an examination (Z00.0-, ' +
      'Z00.1-, Z00.2, Z00.3, Z00.8, Z01.41-, Z02.-), the code’s age band holds the patient’s age, and Z00.12- and Z00.0- are used for children and adults. An office ' +
      'visit whose first diagnosis is a routine examination is a warning. Cannot tell when the age is not known.',
    messages: {
      'no-examination':
        '{code} is a preventive visit and points at no examination diagnosis; point it at Z00.0- (adult) or Z00.12- (child), or bill an office visit.',
      age: '{code} is for patients {band} and this one is {age}; use the preventive code of that age.',
      'child-diagnosis': '{code} is for children up to 17 and the patient is {age}; use Z00.00 or Z00.01.',
      'adult-diagnosis': '{code} is for adults and the patient is {age}; use Z00.121 or Z00.129.',
      'no-preventive':
        '{code} is the first diagnosis and no preventive visit is billed; bill the preventive visit, or put what the visit was for first.',
      'no-age': '{code} is for one age band and the patient’s age is not known; state the date of birth.',
    },
  },
  check(subject) {
    const visits = subject.lines.filter((line) => preventiveBand(line.code ?? '') !== undefined);
    const diagnoses = distinctInOrder(subject);
    if (visits.length === 0) return withoutPreventive(subject, diagnoses);
    const age = ageOf(subject);
    return verdictOf([
      ...visits.flatMap((line) => [...examinationHits(line, subject, diagnoses), ...bandHits(line, age)]),
      ...(age === undefined ? [] : diagnoses.flatMap((d) => diagnosisHit(d, age) ?? [])),
    ]);
  },
};

function ageOf({ facts, patient, on }: EditSubject): number | undefined {
  if (facts?.person.age !== undefined) return facts.person.age;
  return patient.birthDate && on ? ageInYears(patient.birthDate, on) : undefined;
}

function examinationHits(
  line: EditLine,
  subject: EditSubject,
  diagnoses: readonly IcdDiagnosis[],
): readonly Hit[] {
  const pointed = pointedBy(line, diagnoses);
  const found = pointed.some((d) => EXAMINATION.test(d.code));
  if (found || subject.diagnoses.length === 0) return [];
  return [
    fail('no-examination', line.expression, { codes: [line.code ?? ''], params: { code: line.code ?? '' } }),
  ];
}

function bandHits(line: EditLine, age: number | undefined): readonly Hit[] {
  const code = line.code ?? '';
  const [from, to] = preventiveBand(code) ?? [0, 0];
  if (age === undefined) return [cannotTell('no-age', line.expression, { codes: [code], params: { code } })];
  if (age >= from && age <= to) return [];
  return [fail('age', line.expression, { codes: [code], params: { code, band: bandText(from, to), age } })];
}

function bandText(from: number, to: number): string {
  if (to === 0) return 'under 1 year';
  return Number.isFinite(to) ? `of ${from} to ${to} years` : `of ${from} years and over`;
}

function diagnosisHit({ diagnosis, code }: IcdDiagnosis, age: number): Hit | undefined {
  const said = { codes: [code], params: { code, age } };
  if (CHILD.test(code) && age > CHILD_UP_TO) return fail('child-diagnosis', diagnosis.expression, said);
  if (ADULT.test(code) && age < ADULT_FROM) return fail('adult-diagnosis', diagnosis.expression, said);
  return undefined;
}

function withoutPreventive(
  { lines }: EditSubject,
  diagnoses: readonly IcdDiagnosis[],
): ReturnType<Edit['check']> {
  const first = diagnoses[0];
  if (!first || !ROUTINE.test(first.code)) return NOT_APPLICABLE;
  const codes = lines.map((line) => line.code ?? '');
  if (!codes.some(isOfficeVisit) || codes.some((c) => MEDICARE_WELLNESS.includes(c))) return NOT_APPLICABLE;
  return verdictOf([
    fail('no-preventive', first.diagnosis.expression, {
      codes: [first.code],
      params: { code: first.code },
      severity: 'warning',
    }),
  ]);
}
