/** One function for each rule that puts a code before or behind the others whatever the record's own order says. */
import type { DiagnosisSuggestion } from '../model.ts';
import { isAdverseEffect, isPoisoning, isSequelaCause, isUnderdosing } from './drugs.ts';
import { isPainReason } from './pain.ts';
import type { Placing, PlacingRule, Scene } from './scene.ts';
import { isAntineoplastic, isExternalCause, isFirstOnly, isNeoplasm, isStatus } from './z-codes.ts';

const at = (band: number, rule: string, section: string, why: string): Placing => ({
  band,
  rule,
  section,
  why,
});

/** I.C.20.a.6. */
const externalCause: PlacingRule = ({ code }) =>
  isExternalCause(code)
    ? at(9, 'external-cause-last', 'I.C.20.a.6', 'An external cause is never first-listed.')
    : undefined;

/** I.C.21.c.3–4; a module may say so of its own code. */
const status: PlacingRule = (d) =>
  d.placement === 'never-first' || isStatus(d.code)
    ? at(5, 'status-last', 'I.C.21.c.3', 'It tells of the patient, not why the visit was made.')
    : undefined;

/** I.A.17: B95–B97 say which organism caused a disease classified elsewhere, and follow it. */
const organism: PlacingRule = ({ code }) =>
  /^B9[5-7]/.test(code)
    ? at(4, 'organism-after-infection', 'I.A.17', 'The organism follows the infection it causes.')
    : undefined;

/** I.C.16.a.2: the newborn's birth record, once. */
const birthRecord: PlacingRule = ({ code }) =>
  code.startsWith('Z38')
    ? at(0, 'birth-record-first', 'I.C.16.a.2', 'The place and kind of birth leads the birth record.')
    : undefined;

/** I.C.15.a.1, on the mother's record only. */
const chapter15: PlacingRule = ({ code }, { facts }) =>
  code.startsWith('O') && facts.person.pregnant?.value !== false
    ? at(0, 'pregnancy-first', 'I.C.15.a.1', 'Codes of chapter 15 stand before those of any other chapter.')
    : undefined;

/** I.C.2.e.2: the visit was for the treatment, then the neoplasm it treats. */
const antineoplastic: PlacingRule = ({ code }, scene) => {
  if (isAntineoplastic(code))
    return at(
      1,
      'treatment-first',
      'I.C.2.e.2',
      'The visit was for chemotherapy, immunotherapy or radiation.',
    );
  return isNeoplasm(code) && scene.has(isAntineoplastic)
    ? at(1.5, 'treated-neoplasm-next', 'I.C.2.e.2', 'The neoplasm follows its treatment.')
    : undefined;
};

/** I.C.21.c.16. */
const firstOnly: PlacingRule = ({ code, placement }) => {
  if (isFirstOnly(code)) return at(1, 'z-first-only', 'I.C.21.c.16', 'This Z code may only be first-listed.');
  return placement === 'first'
    ? at(1, 'rule-first', 'IV.A', 'The rule that suggests it puts it first.')
    : undefined;
};

/** I.C.19.e.5.b, c and d: poisoning leads, the drug of an adverse effect follows, underdosing never leads. */
const drugs: PlacingRule = ({ code }) => {
  if (isPoisoning(code))
    return at(1.2, 'poisoning-first', 'I.C.19.e.5.b', 'A poisoning stands before what it caused.');
  if (isUnderdosing(code))
    return at(3, 'underdosing-after', 'I.C.19.e.5.c', 'Underdosing is never first-listed.');
  return isAdverseEffect(code)
    ? at(
        3,
        'adverse-effect-after',
        'I.C.19.e.5.a',
        'The nature of the adverse effect stands before the drug.',
      )
    : undefined;
};

/** I.B.10. */
const sequela: PlacingRule = ({ code }) =>
  isSequelaCause(code)
    ? at(3, 'sequela-after', 'I.B.10', 'The condition that is left stands before what it comes from.')
    : undefined;

const SEPSIS = ['A02.1', 'A22.7', 'A26.7', 'A32.7', 'A40', 'A41', 'A42.7', 'B37.7'];

/** I.C.1.d.4: met on admission, sepsis is the principal diagnosis and the local infection follows. */
const sepsis: PlacingRule = ({ code }, { inpatient }) =>
  inpatient && SEPSIS.some((s) => code.startsWith(s))
    ? at(1, 'sepsis-first', 'I.C.1.d.4', 'Sepsis stands before the local infection.')
    : undefined;

/** I.C.6.b.1. */
const pain: PlacingRule = (d, scene) => {
  if (!d.code.startsWith('G89')) return undefined;
  return isPainReason(d, scene)
    ? at(1.8, 'pain-control-first', 'I.C.6.b.1.a', 'The visit was for the control of the pain itself.')
    : at(3, 'pain-after', 'I.C.6.b.1.b', 'The condition behind the pain, or its site, stands first.');
};

/** The first that speaks of a code decides. */
export const BANDS: readonly PlacingRule[] = [
  externalCause,
  birthRecord,
  chapter15,
  antineoplastic,
  status,
  firstOnly,
  drugs,
  sequela,
  organism,
  sepsis,
  pain,
];

/** Undefined: the record's own order decides. */
export const bandOf = (d: DiagnosisSuggestion, scene: Scene): Placing | undefined => {
  for (const rule of BANDS) {
    const placing = rule(d, scene);
    if (placing) return placing;
  }
  return undefined;
};
