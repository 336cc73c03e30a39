/** Cases of the rules that `suggest/` itself holds, in short: ICD-10-CM codes of one visit, and what must become of them. */
import type { Bundle, CodeableConcept, Resource } from '../fhir/index.ts';
import { SYSTEM } from '../fhir/index.ts';
import type { MappingCase } from './cases.ts';

/** A file of `guideline-cases/`: the cases of one part of the program. */
export interface GuidelineCases {
  /** `suggest/sequence` (a file or folder of src), or `edit icd10cm-excludes1`. */
  readonly by: string;
  readonly cases: readonly GuidelineCase[];
}

export interface GuidelineCase {
  /** The row of mappings/coverage.json. */
  readonly row: string;
  /** A near miss: the rule nearly applies and must not. */
  readonly near?: boolean;
  readonly title: string;
  readonly visit?: VisitDraft;
  readonly patient?: { readonly gender?: string; readonly birthDate?: string };
  readonly problems: readonly (string | ProblemDraft)[];
  /** Laboratory results of the visit. */
  readonly results?: readonly { readonly text: string; readonly value: number; readonly unit: string }[];
  readonly expect: MappingCase['expect'] & {
    /** Edits that must fail on the codes. */
    readonly findings?: readonly string[];
    readonly noFindings?: readonly string[];
  };
}

interface VisitDraft {
  /** A code of v3-ActCode: AMB, EMER, IMP, VR. */
  readonly class?: string;
  readonly reason?: string;
  readonly ended?: boolean;
  /** A hospital has it and bills it. */
  readonly facility?: boolean;
}

interface ProblemDraft {
  readonly code?: string;
  readonly text?: string;
  readonly snomed?: string;
  readonly rank?: number;
  readonly use?: string;
  readonly verification?: string;
  readonly clinical?: string;
  readonly category?: string;
  readonly side?: string;
  readonly onset?: string;
  /** Medication given for it in the visit: a sign of care. */
  readonly treated?: boolean;
}

const DAY = '2026-03-10';

/** The chart a short case stands for. Problems are `Condition/c0`, `Condition/c1`… */
export function mappingCaseOf({
  title,
  visit = {},
  patient,
  problems,
  results,
  expect,
}: GuidelineCase): MappingCase {
  const drafts = problems.map((p) => (typeof p === 'string' ? { code: p } : p));
  const { findings: _f, noFindings: _n, ...codes } = expect;
  return { title, chart: bundleOf(visit, patient ?? {}, drafts, results ?? []), expect: codes };
}

function bundleOf(
  visit: VisitDraft,
  patient: NonNullable<GuidelineCase['patient']>,
  problems: readonly ProblemDraft[],
  results: NonNullable<GuidelineCase['results']>,
): Bundle {
  const resources = [
    { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1970-05-01', ...patient },
    encounterOf(visit, problems),
    ...(visit.facility ? [HOSPITAL] : []),
    ...problems.map(conditionOf),
    ...problems.flatMap((p, i) => (p.treated ? [medicationFor(i)] : [])),
    ...results.map(observationOf),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((r) => ({ resource: r as unknown as Resource })),
  };
}

function encounterOf(visit: VisitDraft, problems: readonly ProblemDraft[]) {
  const period = {
    start: `${DAY}T09:00:00-05:00`,
    ...(visit.ended === false ? {} : { end: `${DAY}T17:00:00-05:00` }),
  };
  const diagnosis = problems.flatMap((p, i) =>
    p.rank === undefined && p.use === undefined
      ? []
      : [
          {
            condition: { reference: `Condition/c${i}` },
            ...(p.rank === undefined ? {} : { rank: p.rank }),
            ...(p.use ? { use: coded(SYSTEM.diagnosisRole, p.use) } : {}),
          },
        ],
  );
  return {
    resourceType: 'Encounter',
    id: 'e',
    status: visit.ended === false ? 'in-progress' : 'finished',
    class: { system: SYSTEM.actCode, code: visit.class ?? 'AMB' },
    subject: { reference: 'Patient/p' },
    period,
    ...(visit.facility ? { serviceProvider: { reference: 'Organization/h' } } : {}),
    ...(visit.reason ? { reasonCode: [{ text: visit.reason }] } : {}),
    ...(diagnosis.length > 0 ? { diagnosis } : {}),
  };
}

function conditionOf(p: ProblemDraft, i: number) {
  const listed = p.category === 'problem-list-item';
  const coding = [
    ...(p.code ? [{ system: SYSTEM.icd10cm, code: p.code }] : []),
    ...(p.snomed ? [{ system: SYSTEM.snomed, code: p.snomed }] : []),
  ];
  return {
    resourceType: 'Condition',
    id: `c${i}`,
    subject: { reference: 'Patient/p' },
    ...(listed ? {} : { encounter: { reference: 'Encounter/e' } }),
    clinicalStatus: coded(SYSTEM.conditionClinical, p.clinical ?? 'active'),
    verificationStatus: coded(SYSTEM.conditionVerification, p.verification ?? 'confirmed'),
    category: [coded(SYSTEM.conditionCategory, p.category ?? 'encounter-diagnosis')],
    code: { ...(coding.length > 0 ? { coding } : {}), ...(p.text ? { text: p.text } : {}) },
    ...(p.side ? { bodySite: [{ text: p.side }] } : {}),
    ...(p.onset ? { onsetDateTime: p.onset } : {}),
    ...(listed ? { recordedDate: '2020-01-15' } : { recordedDate: DAY }),
  };
}

const observationOf = (r: NonNullable<GuidelineCase['results']>[number], i: number) => ({
  resourceType: 'Observation',
  id: `o${i}`,
  status: 'final',
  category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')],
  code: { text: r.text },
  subject: { reference: 'Patient/p' },
  encounter: { reference: 'Encounter/e' },
  effectiveDateTime: DAY,
  valueQuantity: { value: r.value, unit: r.unit },
});

const medicationFor = (i: number) => ({
  resourceType: 'MedicationRequest',
  id: `m${i}`,
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  encounter: { reference: 'Encounter/e' },
  authoredOn: DAY,
  medicationCodeableConcept: { text: 'the medicine for it' },
  reasonReference: [{ reference: `Condition/c${i}` }],
});

const coded = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });

const HOSPITAL = {
  resourceType: 'Organization',
  id: 'h',
  name: 'Hospital',
  type: [coded(SYSTEM.taxonomy, '282N00000X')],
};
