/** The order of diagnoses: first-listed or principal, etiology before manifestation, status and external cause last. */
import type { Facts, ProblemLink } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { type CodeRange, icd10CmCode, isUnder, type Terminology } from '../terminology/index.ts';
import { underAny } from './consolidate.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from './model.ts';

/** Guideline I.C.21.c.16: may only be first-listed (short of the exceptions named there). */
const FIRST_ONLY = [
  ...['Z00', 'Z01', 'Z02', 'Z03', 'Z04', 'Z31.81', 'Z31.82', 'Z31.83', 'Z31.84', 'Z33.2', 'Z34', 'Z38'],
  ...['Z39', 'Z40', 'Z42', 'Z51.0', 'Z51.1', 'Z52', 'Z76.1', 'Z76.2', 'Z99.12'],
];
/** Status and history codes that say something about the patient, not why the visit was made (I.C.21.c.3–4). */
const STATUS = [
  ...['Z15', 'Z16', 'Z17', 'Z28', 'Z33.1', 'Z37', 'Z3A', 'Z55', 'Z56', 'Z57', 'Z58', 'Z59', 'Z60', 'Z62'],
  ...['Z63', 'Z64', 'Z65', 'Z66', 'Z67', 'Z68', 'Z72', 'Z73', 'Z74', 'Z75', 'Z77', 'Z78', 'Z79', 'Z80'],
  ...['Z81', 'Z82', 'Z83', 'Z84', 'Z85', 'Z86', 'Z87', 'Z88', 'Z89', 'Z90', 'Z91', 'Z92', 'Z93', 'Z94'],
  ...['Z95', 'Z96', 'Z97', 'Z98', 'Z99'],
];
const LINKS: readonly ProblemLink[] = [
  'encounter-diagnosis',
  'encounter-reason',
  'condition-encounter',
  'dated-with-encounter',
  'problem-list',
];

/** Chapter 20 codes are never first-listed (I.C.20.a.6). */
export const isExternalCause = (code: string): boolean => /^[V-Y]/.test(code);

export function sequenceDiagnoses(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const keyed = diagnoses.map((d, i) => ({
    d,
    key: [group(d, facts), ...recorded(d, facts), i] as const,
  }));
  keyed.sort((a, b) => compare(a.key, b.key));
  return etiologyFirst(
    keyed.map((k) => k.d),
    terminology,
    on,
  );
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function group(d: DiagnosisSuggestion, facts: Facts): number {
  if (isExternalCause(d.code)) return 9;
  const firstOnly = underAny(d.code, FIRST_ONLY) && !d.code.startsWith('Z00.6');
  if (d.placement === 'never-first' || (underAny(d.code, STATUS) && !firstOnly)) return 5;
  if (underAny(d.code, ['Z38'])) return 0;
  // Chapter 15 goes before every other chapter on the mother's record (I.C.15.a.1).
  if (d.code.startsWith('O') && facts.person.pregnant?.value !== false) return 0;
  if (d.placement === 'first' || firstOnly) return 1;
  // Sepsis met on admission is the principal diagnosis, the local infection after it (I.C.1.d.4).
  return underAny(d.code, ['A40', 'A41']) && facts.visit.setting.value === 'inpatient' ? 1 : 2;
}

/** The record's own rank, how strongly the problem is tied to the encounter, and the order in which it was recorded. */
function recorded(d: DiagnosisSuggestion, facts: Facts): readonly [number, number, number] {
  const problems = facts.problems.filter((p) => d.problems.includes(p.id));
  const ranks = problems.map(
    (p) => p.rank ?? (p.uses.includes('billing') || p.uses.includes('CC') ? 50 : 99),
  );
  const links = problems.map((p) => LINKS.indexOf(p.link));
  const places = problems.map((p) => facts.problems.indexOf(p));
  return [
    Math.min(99, ...ranks),
    Math.min(LINKS.length, ...links),
    Math.min(facts.problems.length, ...places),
  ];
}

/**
 * Calls the causes that are present to the place of the first code with a "code first" note for them (I.A.13): a
 * manifestation recorded as principal makes its cause the principal diagnosis, not the next unrelated one.
 */
function etiologyFirst(
  ordered: readonly DiagnosisSuggestion[],
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const placed = new Set<DiagnosisSuggestion>();
  const begun = new Set<DiagnosisSuggestion>();
  const place = (d: DiagnosisSuggestion): void => {
    if (begun.has(d)) return;
    begun.add(d);
    const causes = causesOf(d.code, terminology, on);
    for (const other of ordered) if (causes.some((c) => inRange(other.code, c.from, c.to))) place(other);
    placed.add(d);
  };
  for (const d of ordered) place(d);
  return [...placed];
}

function causesOf(code: string, terminology: Terminology, on: ServiceDate): readonly CodeRange[] {
  const normal = icd10CmCode(code);
  const notes = normal ? terminology.icd10cm.notes(normal, on) : [];
  return notes.flatMap((n) => (n.kind === 'codeFirst' ? n.targets : []));
}

/** Whether a code lies between two nodes, everything below the last one included. */
export function inRange(code: string, from: string, to: string): boolean {
  const plain = code.replace('.', '');
  const low = from.replace('.', '');
  const high = to.replace('.', '');
  return isUnder(code, from) || isUnder(code, to) || (plain >= low && plain.slice(0, high.length) <= high);
}

/** Lines by day, and on a day the visit before what was done at it: the order in which a claim is read and priced. */
export function sequenceServices(services: readonly ServiceSuggestion[]): readonly ServiceSuggestion[] {
  const keyed = services.map((s, i) => ({
    s,
    key: `${s.date ?? ''} ${isVisit(s.code) ? 0 : 1} ${String(i).padStart(4, '0')}`,
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map((k) => k.s);
}

/** Evaluation and management, preventive and telemedicine visits. */
const isVisit = (code: string): boolean => /^(?:99[2-4]\d\d|980(?:0\d|1[0-6])|G043[89]|G0402)$/.test(code);
