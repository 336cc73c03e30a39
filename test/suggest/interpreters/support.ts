/** Hand-made facts for the tests of interpreters and mapping modules: only what a test says is there. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { unzipSync } from 'fflate';
import type {
  DiagnosisSuggestion,
  Facts,
  ModuleContext,
  ModuleManifest,
  Problem,
  Service,
  Side,
  Terminology,
} from '../../../src/suggest/module.ts';
import { day } from '../../support/fake-terminology.ts';

export const ON = day('2026-03-10');
export const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
export const SCT = 'http://snomed.info/sct';

export const MANIFEST: ModuleManifest = {
  id: 'made-for-a-test',
  title: 'A module made for a test',
  version: '1.0.0',
  stage: 'problems',
  reads: ['Problem'],
  suggests: [ICD],
  effective: { from: '2024-10-01' },
  sources: [{ title: 'none' }],
};

/** `system` undefined leaves it out, as some EHRs do. */
export interface CodingDraft {
  readonly system?: string | undefined;
  readonly code: string;
  readonly display?: string;
}

export type ProblemDraft = Partial<Omit<Problem, 'concept' | 'side' | 'notes'>> & {
  readonly words?: string;
  readonly codings?: readonly CodingDraft[];
  readonly side?: Side;
  readonly notes?: readonly string[];
};

export function problem(draft: ProblemDraft = {}): Problem {
  const { words = '', codings = [], side, notes = [], id = 'Condition/1', ...rest } = draft;
  const evidence = [{ reference: id, path: 'Condition.code.text', words }];
  return {
    id,
    concept: { words, codings: codings.map((c) => ({ system: c.system, code: c.code, display: c.display })) },
    clinical: 'active',
    verification: 'confirmed',
    categories: ['encounter-diagnosis'],
    link: 'encounter-diagnosis',
    rank: undefined,
    uses: [],
    side: side && { value: side, evidence: [{ reference: id, path: 'Condition.bodySite', words: side }] },
    severity: undefined,
    stage: undefined,
    course: { value: 'unstated', evidence: [] },
    uncertainWords: undefined,
    onset: undefined,
    abated: undefined,
    notes: notes.map((value) => ({
      value,
      evidence: [{ reference: id, path: 'Condition.note[0].text', words: value }],
    })),
    addressed: [],
    evidence,
    ...rest,
  };
}

export interface FactsDraft {
  readonly problems?: readonly Problem[];
  readonly services?: readonly Service[];
  readonly measurements?: Facts['measurements'];
  readonly person?: Partial<Facts['person']>;
  readonly visit?: Partial<Facts['visit']>;
}

export function facts(draft: FactsDraft = {}): Facts {
  return {
    visit: {
      id: 'Encounter/1',
      status: 'finished',
      setting: { value: 'office', evidence: [] },
      modality: { value: 'in-person', evidence: [] },
      date: ON,
      endDate: ON,
      periodMinutes: undefined,
      documentedMinutes: undefined,
      types: [],
      reasons: [],
      patientAt: undefined,
      recordedPlaceOfService: undefined,
      patientStatus: { value: 'unknown', evidence: [] },
      dischargeDisposition: undefined,
      ...draft.visit,
    },
    person: {
      id: 'Patient/1',
      birthDate: undefined,
      sex: 'female',
      age: 50,
      pregnant: undefined,
      ...draft.person,
    },
    problems: draft.problems ?? [],
    services: draft.services ?? [],
    measurements: draft.measurements ?? [],
    coverages: [],
    parties: [],
    notes: [],
  };
}

export function context(
  terminology: Terminology,
  given: Partial<Pick<ModuleContext, 'on' | 'problems' | 'diagnoses'>> = {},
): ModuleContext {
  return {
    on: ON,
    terminology,
    problems: [],
    diagnoses: [],
    services: [],
    tables: {},
    rule: (rule, citation) => ({ module: MANIFEST.id, version: MANIFEST.version, rule, citation }),
    ...given,
  };
}

/** A diagnosis as consolidation hands it to the combinations stage. */
export function coded(
  code: string,
  problems: readonly string[] = [`Condition/${code}`],
): DiagnosisSuggestion {
  const [about = code] = problems;
  return {
    kind: 'diagnosis',
    code,
    title: code,
    release: 'icd10cm-test',
    problems,
    confidence: 0.9,
    evidence: [{ reference: about, path: 'Condition.code', words: code }],
    rule: { module: 'test', version: '1', rule: 'test', citation: { source: 'test', section: '1' } },
    alternatives: [],
    queries: [],
    replaces: [],
    placement: 'any',
  };
}

export function medication(words: string, draft: Partial<Service> = {}): Service {
  return {
    id: 'MedicationRequest/1',
    kind: 'medication',
    status: 'active',
    concept: { words, codings: [] },
    recordedModifiers: [],
    date: ON,
    quantity: undefined,
    performer: undefined,
    bodySite: [],
    side: undefined,
    reasons: [],
    origin: 'this',
    action: undefined,
    notes: [],
    evidence: [
      { reference: 'MedicationRequest/1', path: 'MedicationRequest.medicationCodeableConcept', words },
    ],
    ...draft,
  };
}

export const codesOf = (output: { readonly diagnoses?: readonly DiagnosisSuggestion[] }): readonly string[] =>
  (output.diagnoses ?? []).map((d) => d.code);

const ORDER_ZIP = resolve(
  import.meta.dirname,
  '../../../../shared/data/icd10cm/icd10cm-order-files-2026.zip',
);

/** Billable dotless codes of the official FY 2026 order file, or undefined where ../shared is absent. */
export function officialBillable(): ReadonlySet<string> | undefined {
  if (!existsSync(ORDER_ZIP)) return undefined;
  const name = 'icd10cm_order_2026.txt';
  const bytes = unzipSync(readFileSync(ORDER_ZIP), { filter: (f) => f.name === name })[name];
  const rows = new TextDecoder('latin1').decode(bytes).split('\n');
  return new Set(rows.flatMap((row) => (row[14] === '1' ? [row.slice(6, 13).trim()] : [])));
}
