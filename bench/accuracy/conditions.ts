/** Conditions of a compact chart as an EHR writes them, and their place in Encounter.diagnosis (R4 condition.html). */
import { SYSTEM } from '../../src/fhir/index.ts';
import { coded, type Draft, OURS, type Scene, text } from './draft.ts';
import type { Entry } from './notation.ts';

export const conditionId = (i: number): string => `cond-${i + 1}`;

const CLINICAL = ['resolved', 'inactive', 'remission'];
const DOUBT = ['refuted', 'provisional', 'differential', 'unconfirmed'];

export function condition(e: Entry, i: number, s: Scene): Draft {
  const list = e.has('list');
  const status = e.has('error') ? 'entered-in-error' : (DOUBT.find(e.has) ?? 'confirmed');
  const onset = e.get('onset') ?? (list ? '2019-04-01' : undefined);
  return {
    resourceType: 'Condition',
    id: conditionId(i),
    ...(e.has('error')
      ? {}
      : { clinicalStatus: coded(SYSTEM.conditionClinical, CLINICAL.find(e.has) ?? 'active') }),
    verificationStatus: coded(SYSTEM.conditionVerification, status),
    category: [coded(SYSTEM.conditionCategory, list ? 'problem-list-item' : 'encounter-diagnosis')],
    code: codeOf(e, s),
    subject: OURS.subject,
    ...(list ? {} : { encounter: OURS.encounter }),
    recordedDate: list ? '2019-04-01' : s.day,
    ...when('onsetDateTime', onset),
    ...when('abatementDateTime', e.get('abated')),
    ...words('bodySite', e.get('site'), (w) => [text(w)]),
    ...words('severity', e.get('severity'), text),
    ...words('stage', e.get('stage'), (w) => [{ summary: text(w) }]),
    ...words('note', e.get('note'), (w) => [{ time: s.day, text: w }]),
  };
}

const when = (key: string, value: string | undefined) => (value ? { [key]: value } : {});
const words = (key: string, value: string | undefined, make: (w: string) => unknown) =>
  value ? { [key]: make(value) } : {};

function codeOf(e: Entry, { shape }: Scene) {
  const coding = [
    ...systemCode(e.get('sct'), SYSTEM.snomed),
    ...systemCode(shape.dotless ? e.get('icd')?.replace('.', '') : e.get('icd'), shape.icd10),
    ...systemCode(e.get('icd9'), SYSTEM.icd9cm),
  ];
  if (coding.length === 0) return text(e.words);
  // An EHR that sends no text puts the clinician's words in the display.
  return shape.texts
    ? { coding, text: e.words }
    : { coding: coding.map((c) => ({ ...c, display: e.words })) };
}

const systemCode = (code: string | undefined, system: string) => (code ? [{ system, code }] : []);

/** Diagnosis-role: DD discharge, AD admission, CM comorbidity. A stay's ranked diagnoses without a use are comorbidities. */
export function diagnosisOf(e: Entry, i: number, s: Scene) {
  const rank = e.get('rank');
  const use = e.get('use') ?? (s.setting === 'inpatient' && rank ? 'CM' : undefined);
  const named = rank !== undefined || use !== undefined;
  if (!named && (e.has('list') || e.has('error') || e.has('refuted') || !s.shape.lists)) return [];
  return [
    {
      condition: { reference: `Condition/${conditionId(i)}` },
      ...(use ? { use: coded(SYSTEM.diagnosisRole, use) } : {}),
      ...(rank ? { rank: Number(rank) } : {}),
    },
  ];
}
