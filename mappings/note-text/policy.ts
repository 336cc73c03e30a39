/** What becomes of a mention: reported, history, family history, or nothing (guidelines II.H, III.B, IV.H, IV.J, I.C.21.c.4). */
import {
  type Facts,
  HISTORY,
  type NoteText,
  type Person,
  type SectionKind,
  underAny,
  type Visit,
} from '../../src/suggest/module.ts';
import type { Mention } from './reading.ts';

export type Verdict =
  | { readonly kind: 'reported' }
  /** Only when nothing better is said: the sign or symptom that stands for a doubt (IV.H). */
  | { readonly kind: 'symptom' }
  | { readonly kind: 'status'; readonly code: string; readonly rule: 'history' | 'family-history' | 'status' }
  | { readonly kind: 'nothing' };

const NOTHING: Verdict = { kind: 'nothing' };

/** What the author stands by. */
const ASSESSED: readonly SectionKind[] = ['assessment'];
/** Where the patient's complaints are told. */
const TOLD: readonly SectionKind[] = ['complaint', 'present', 'narrative', 'course'];
const HISTORIES: readonly SectionKind[] = ['past', 'surgical'];
/** Where a habit or an allergy is a status. */
const STATUSES: readonly SectionKind[] = ['social', 'allergies'];

/** Where nothing is ever taken from: a finding is not a diagnosis until its author says so (III.B). */
export const SILENT: readonly SectionKind[] = ['review', 'exam', 'results', 'medications', 'unaddressed'];

/** Coded only when confirmed, in every setting (II.H's exceptions). */
const CONFIRMED_ONLY = ['A92.5', 'B20', 'J09', 'J10', 'U07.1'];

/** Chronic diseases: a "history of" one is had, not over (IV.I). */
const CHRONIC = [
  ...[
    'B20',
    'E03',
    'E08',
    'E09',
    'E10',
    'E11',
    'E13',
    'E66',
    'E78',
    'F20',
    'F31',
    'G20',
    'G35',
    'G40',
    'I10',
    'I11',
    'I12',
  ],
  ...['I13', 'I25', 'I48', 'I50', 'J43', 'J44', 'J45', 'K50', 'K51', 'K74', 'M05', 'M06', 'M32', 'N18'],
];

/** Family history codes by what the relative has (I.C.21.c.4); the first row decides. */
const FAMILY: readonly (readonly [string, readonly string[]])[] = [
  ['Z80.3', ['C50']],
  ['Z80.41', ['C56']],
  ['Z80.42', ['C61']],
  ['Z80.0', ['C15', 'C16', 'C17', 'C18', 'C19', 'C20', 'C21', 'C22', 'C23', 'C24', 'C25', 'C26']],
  ['Z80.1', ['C33', 'C34']],
  ['Z80.51', ['C64']],
  ['Z80.52', ['C67']],
  ['Z80.6', ['C91', 'C92', 'C93', 'C94', 'C95']],
  ['Z80.7', ['C81', 'C82', 'C83', 'C84', 'C85', 'C88', 'C90']],
  ['Z80.8', ['C43', 'C44', 'C71', 'C73']],
  ['Z80.9', ['C80']],
  ['Z81.1', ['F10']],
  ['Z81.8', ['F20', 'F31', 'F32', 'F33', 'F41']],
  ['Z82.0', ['G40', 'G20', 'G35', 'G10']],
  ['Z82.3', ['I63', 'I61', 'I60', 'I64']],
  ['Z82.49', ['I10', 'I20', 'I21', 'I25', 'I50', 'I42', 'I48', 'I51']],
  ['Z82.5', ['J45', 'J44']],
  ['Z82.61', ['M05', 'M06', 'M19']],
  ['Z82.62', ['M81']],
  ['Z82.71', ['Q61']],
  ['Z83.3', ['E08', 'E09', 'E10', 'E11', 'E13']],
  ['Z83.42', ['E78.0']],
  ['Z83.511', ['H40']],
  ['Z84.1', ['N18', 'N19']],
];

/** How much of a note there is to go by. */
export interface NoteKind {
  /** Without any known heading the whole is one narrative, and what it affirms is what was found. */
  readonly plain: boolean;
  /** Has a section in which its author concludes. */
  readonly concludes: boolean;
}

export const kindOf = ({ sections = [] }: Pick<NoteText, 'sections'>): NoteKind => ({
  plain: sections.every((s) => s.kind === 'narrative' || s.kind === 'other'),
  concludes: sections.some((s) => ASSESSED.includes(s.kind)),
});

export function verdictOn(m: Mention, note: NoteKind, { visit, person }: Facts): Verdict {
  if (!fits(m.entry.code, person)) return NOTHING;
  if (m.kind === 'vague' || m.assertions.has('negated') || m.assertions.has('hypothetical')) return NOTHING;
  if (m.section === 'family' || m.assertions.has('family')) return familyOf(m);
  if (m.assertions.has('uncertain') && !countsInDoubt(m, visit)) return NOTHING;
  if (m.kind === 'status') {
    const past = m.assertions.has('past') || HISTORIES.includes(m.section);
    return past ? { kind: 'status', code: m.entry.code, rule: 'status' } : NOTHING;
  }
  if (isStatus(m.entry.code)) return statusOf(m);
  const chronic = underAny(m.entry.code, CHRONIC) && !HISTORIES.includes(m.section);
  const past = m.assertions.has('past') && !isOverInStay(m, visit);
  if (!chronic && (past || HISTORIES.includes(m.section))) return historyOf(m);
  return current(m, note);
}

function current(m: Mention, note: NoteKind): Verdict {
  if (ASSESSED.includes(m.section)) return { kind: 'reported' };
  if (note.plain && TOLD.includes(m.section)) return { kind: 'reported' };
  // A plan without an assessment names what is treated.
  if (!note.concludes && ['plan', 'course'].includes(m.section)) return { kind: 'reported' };
  return TOLD.includes(m.section) && isSymptom(m.entry.code) ? { kind: 'symptom' } : NOTHING;
}

/** Codes of birth and of childbirth are for those patients alone (I.C.15.a.1, I.C.16.a.1). */
function fits(code: string, { age, sex }: Person): boolean {
  if (code.startsWith('P')) return age === 0;
  return !code.startsWith('O') || sex !== 'male';
}

/** Doubt counts as certainty only at discharge from an inpatient stay (II.H). */
function countsInDoubt(m: Mention, visit: Visit): boolean {
  const discharged = visit.setting.value === 'inpatient' && visit.endDate !== undefined;
  return discharged && !underAny(m.entry.code, CONFIRMED_ONLY);
}

/** "AKI, resolved" among the diagnoses of a stay was treated in it (III). */
const isOverInStay = (m: Mention, { setting }: Visit): boolean =>
  setting.value === 'inpatient' && ASSESSED.includes(m.section) && /resolved/i.test(m.cue ?? '');

const isSymptom = (code: string): boolean => /^R|^M(?:25\.5|54|79\.[16])/.test(code);
const isStatus = (code: string): boolean => /^Z(?:8[5-9]|9)/.test(code);

const statusOf = (m: Mention): Verdict =>
  [...ASSESSED, ...HISTORIES, ...STATUSES, ...TOLD].includes(m.section)
    ? { kind: 'status', code: m.entry.code, rule: 'status' }
    : NOTHING;

/** Only diseases that are over have a history code; a chronic one in the history is there still, and supports what is recorded. */
function historyOf(m: Mention): Verdict {
  const row = HISTORY.find((r) => underAny(m.entry.code, r.nodes));
  // In a list of past illnesses a cancer may be under treatment: only "history of" says that it is over.
  if (!row || !m.assertions.has('past')) return NOTHING;
  return { kind: 'status', code: row.code, rule: 'history' };
}

function familyOf(m: Mention): Verdict {
  const row = FAMILY.find(([, nodes]) => underAny(m.entry.code, nodes));
  return row && m.section === 'family' ? { kind: 'status', code: row[0], rule: 'family-history' } : NOTHING;
}
