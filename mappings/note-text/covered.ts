/** What the record's own Conditions already say, so that a note repeats none of them (guideline I.B.12). */
import {
  type Facts,
  icd10CmCode,
  type Problem,
  remembering,
  rememberingEach,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { type Engine, mentionsIn } from './reading.ts';

export interface Covered {
  /** Whether a code speaks of something that a Condition speaks of, current or not. */
  has(code: string): boolean;
  /** A Condition of the encounter says nothing that can be read: what it is about is not known. */
  readonly unread: boolean;
  /** The encounter has diagnoses of its own. */
  readonly diagnosed: boolean;
  /** A listed problem, still had, that alone speaks of it: an assessment of it is the sign of care that it needs (IV.J). */
  listed(code: string): Listed | undefined;
}

export interface Listed {
  readonly problem: string;
  /** As recorded in ICD-10-CM; undefined where it is recorded otherwise. */
  readonly code: string | undefined;
}

/** Categories that are one disease to a coder: hypertension and its combinations, the kinds of diabetes, of obstruction. */
const FAMILIES: readonly (readonly string[])[] = [
  ['I10', 'I11', 'I12', 'I13', 'I15', 'I16', 'R03'],
  ['E08', 'E09', 'E10', 'E11', 'E13', 'R73', 'O24'],
  ['J40', 'J41', 'J42', 'J43', 'J44'],
  ['F32', 'F33'],
  ['I20', 'I21', 'I22', 'I24', 'I25'],
  ['J00', 'J01', 'J02', 'J03', 'J04', 'J05', 'J06'],
  ['N17', 'N18', 'N19'],
  ['M15', 'M16', 'M17', 'M18', 'M19'],
  ['A40', 'A41', 'R65'],
];

const familyOf = (code: string): string => {
  const category = code.slice(0, 3);
  return FAMILIES.find((f) => f.includes(category))?.[0] ?? category;
};

const isReason = (p: Problem): boolean => p.id.includes('#reason-');

export function coveredBy(facts: Facts, engine: Engine): Covered {
  const conditions = facts.problems.filter((p) => !isReason(p));
  const read = conditions.map((p) => ({ p, codes: codesOf(p, engine) }));
  const families = new Set(read.flatMap((r) => r.codes.map(familyOf)));
  const current = read.filter((r) => r.p.link !== 'problem-list');
  return {
    has: (code) => families.has(familyOf(code)),
    unread: current.some((r) => r.codes.length === 0),
    diagnosed: current.length > 0,
    listed: (code) => listedIn(read, familyOf(code)),
  };
}

interface Read {
  readonly p: Problem;
  readonly codes: readonly string[];
}

const OVER = ['inactive', 'remission', 'resolved'];
const NOT_HAD = ['refuted', 'entered-in-error', 'unconfirmed', 'provisional', 'differential'];

function listedIn(read: readonly Read[], family: string): Listed | undefined {
  const same = read.filter((r) => r.codes.some((c) => familyOf(c) === family));
  const [first, ...more] = same;
  const had = first && !OVER.includes(first.p.clinical) && !NOT_HAD.includes(first.p.verification);
  if (!first || !had || more.length > 0 || first.p.link !== 'problem-list') return undefined;
  return { problem: first.p.id, code: recordedIn(first.p)[0] };
}

const recordedIn = ({ concept }: Problem): readonly string[] =>
  concept.codings.flatMap((c) => (c.system === SYSTEM.icd10cm ? (icd10CmCode(c.code) ?? []) : []));

/** Its ICD-10-CM codes, and those that its words would have. */
function codesOf(p: Problem, engine: Engine): readonly string[] {
  const recorded = p.concept.codings.flatMap((c) =>
    c.system === SYSTEM.icd10cm || c.system === undefined ? (icd10CmCode(c.code) ?? []) : [],
  );
  const words = [p.concept.words, ...p.concept.codings.map((c) => c.display ?? '')]
    .filter(Boolean)
    .join('.\n');
  return [...recorded, ...saidBy(engine)(words.slice(0, LONGEST))];
}

const LONGEST = 2_000;
/** Problem lists say the same again and again: what the words of so many would be coded as is kept. */
const NAMES_KEPT = 2_000;

const saidBy = rememberingEach((engine: Engine) =>
  remembering((text) => {
    const whole = { kind: 'narrative', heading: '', start: 0, end: text.length } as const;
    return mentionsIn({ text, sections: [whole] }, engine).map((m) => m.entry.code);
  }, NAMES_KEPT),
);
