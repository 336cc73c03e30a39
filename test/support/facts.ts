/** Facts, suggestions and modules for tests: one office visit of 10 March 2026, each builder with sane defaults. */
import type {
  Course,
  Evidence,
  Facts,
  Measurement,
  NoteText,
  Person,
  Problem,
  Service,
  Setting,
  Side,
  Sourced,
  Visit,
} from '../../src/chart/index.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import type {
  DiagnosisSuggestion,
  MappingModule,
  ModifierSuggestion,
  ModuleManifest,
  Query,
  ServiceSuggestion,
  SuggestFunction,
} from '../../src/suggest/index.ts';
import { day } from './fake-terminology.ts';

export const ON = day('2026-03-10');

export const seen = (reference: string, words = 'words', path = 'code.text'): Evidence => ({
  reference,
  path,
  words,
});

export const sourced = <T>(value: T): Sourced<T> => ({ value, evidence: [seen('Encounter/e')] });

const system = (code: string): string => (/^(\d{4}[0-9A-Z])$/.test(code) ? SYSTEM.cpt : SYSTEM.icd10cm);

export const concept = (words: string, ...codes: readonly string[]) => ({
  codings: codes.map((code) => ({ system: system(code), code, display: undefined })),
  words,
});

type ProblemDraft = Omit<Partial<Problem>, 'course' | 'side'> & {
  readonly code?: string;
  readonly words?: string;
  readonly course?: Course;
  readonly side?: Side;
};

/** A confirmed, active encounter diagnosis; `code` is its ICD-10-CM coding. */
export function problem(draft: ProblemDraft = {}): Problem {
  const { code, words, course = 'unstated', side, ...over } = draft;
  const id = over.id ?? 'Condition/c';
  return {
    concept: concept(words ?? code ?? 'a problem', ...(code ? [code] : [])),
    clinical: 'active',
    verification: 'confirmed',
    categories: ['encounter-diagnosis'],
    link: 'encounter-diagnosis',
    rank: undefined,
    uses: [],
    side: side && sourced(side),
    severity: undefined,
    stage: undefined,
    course: sourced(course),
    uncertainWords: undefined,
    onset: undefined,
    abated: undefined,
    notes: [],
    addressed: [],
    evidence: [seen(id, words ?? code ?? 'a problem')],
    ...over,
    id,
  };
}

/** A problem-list item without a sign of care in the encounter. */
export const listed = (draft: ProblemDraft = {}): Problem =>
  problem({ link: 'problem-list', categories: ['problem-list-item'], ...draft });

type ServiceDraft = Partial<Service> & { readonly code?: string; readonly words?: string };

/** A completed procedure of the day; `code` is its CPT coding. */
export function service(draft: ServiceDraft = {}): Service {
  const { code, words, ...over } = draft;
  const id = over.id ?? 'Procedure/s';
  return {
    kind: 'procedure',
    status: 'completed',
    concept: concept(words ?? code ?? 'a service', ...(code ? [code] : [])),
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
    evidence: [seen(id, words ?? code ?? 'a service')],
    ...over,
    id,
  };
}

export const order = (words: string, over: ServiceDraft = {}): Service =>
  service({ id: `ServiceRequest/${words}`, kind: 'order', status: 'active', words, ...over });

export const drug = (words: string, over: ServiceDraft = {}): Service =>
  service({ id: `MedicationRequest/${words}`, kind: 'medication', status: 'active', words, ...over });

export const measurement = (words: string, over: Partial<Measurement> = {}): Measurement => ({
  id: `Observation/${words}`,
  concept: concept(words),
  value: 1,
  unit: undefined,
  words: undefined,
  date: ON,
  category: ['laboratory'],
  evidence: [seen(`Observation/${words}`, words)],
  ...over,
});

export const noteText = (text: string, id = 'DocumentReference/n'): NoteText => ({
  id,
  title: undefined,
  text,
});

type VisitDraft = Omit<Partial<Visit>, 'setting' | 'documentedMinutes'> & {
  readonly setting?: Setting;
  readonly minutes?: number;
};

export function visit({ setting = 'office', minutes, ...over }: VisitDraft = {}): Visit {
  return {
    id: 'Encounter/e',
    status: 'finished',
    setting: sourced(setting),
    modality: sourced('in-person' as const),
    date: ON,
    endDate: ON,
    periodMinutes: undefined,
    documentedMinutes: minutes === undefined ? undefined : sourced(minutes),
    types: [],
    reasons: [],
    patientAt: undefined,
    recordedPlaceOfService: undefined,
    patientStatus: sourced('established' as const),
    dischargeDisposition: undefined,
    ...over,
  };
}

type FactsDraft = Omit<Partial<Facts>, 'visit' | 'person'> & {
  readonly visit?: VisitDraft;
  readonly person?: Partial<Person>;
};

export function facts({ visit: v, person: p, ...over }: FactsDraft = {}): Facts {
  return {
    visit: visit(v),
    person: {
      id: 'Patient/p',
      birthDate: day('1970-05-01'),
      sex: 'female',
      age: 55,
      pregnant: undefined,
      ...p,
    },
    problems: [],
    services: [],
    measurements: [],
    coverages: [],
    parties: [],
    notes: [],
    ...over,
  };
}

const rule = (module: string) => ({
  module,
  version: '1.0.0',
  rule: 'r',
  citation: { source: 'Test', section: '1' },
});

type DxDraft = Partial<DiagnosisSuggestion> & { readonly module?: string };

/** A diagnosis suggestion for `Condition/c` unless `problems` says otherwise. */
export function dx(code: string, { module = 'm', ...over }: DxDraft = {}): DiagnosisSuggestion {
  const problems = over.problems ?? ['Condition/c'];
  return {
    kind: 'diagnosis',
    code,
    title: `title of ${code}`,
    release: 'icd10cm-test',
    confidence: 0.9,
    evidence: problems.map((p) => seen(p, code)),
    rule: rule(module),
    alternatives: [],
    queries: [],
    replaces: [],
    placement: 'any',
    ...over,
    problems,
  };
}

type LineDraft = Omit<Partial<ServiceSuggestion>, 'modifiers'> & {
  readonly module?: string;
  readonly modifiers?: readonly string[];
};

export const modifier = (code: string): ModifierSuggestion => ({ code, reason: code, evidence: [] });

export function line(
  code: string,
  { module = 'm', modifiers = [], ...over }: LineDraft = {},
): ServiceSuggestion {
  return {
    kind: 'service',
    system: SYSTEM.cpt,
    code,
    label: `label of ${code}`,
    modifiers: modifiers.map(modifier),
    units: 1,
    date: ON,
    placeOfService: undefined,
    problems: [],
    confidence: 0.9,
    evidence: [seen('Procedure/s', code)],
    rule: rule(module),
    alternatives: [],
    queries: [],
    worksheet: undefined,
    replaces: [],
    ...over,
  };
}

export const query = (id: string, about = 'Condition/c'): Query => ({
  id,
  about,
  question: `${id}?`,
  options: [],
  citation: { source: 'Test', section: '1' },
  evidence: [],
});

export const manifest = (id: string, over: Partial<ModuleManifest> = {}): ModuleManifest => ({
  id,
  title: `Module ${id}`,
  version: '1.0.0',
  stage: 'problems',
  reads: ['Problem'],
  suggests: [SYSTEM.icd10cm],
  effective: { from: '2015-10-01' },
  sources: [{ title: 'Test' }],
  ...over,
});

/** A module of one function. */
export const fakeModule = (
  id: string,
  suggest: SuggestFunction,
  over: Partial<ModuleManifest> = {},
): MappingModule => ({ manifest: manifest(id, over), tables: {}, suggest });
