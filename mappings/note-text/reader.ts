/** Whose words a record holds: a newborn's until the 28th day (guideline I.C.16), a pregnant or newly delivered woman's (I.C.15), anyone's. */
import { daysBetween, type Facts } from '../../src/suggest/module.ts';
import type { Reader } from './titles.ts';

const NEWBORN_DAYS = 28;
/** Ages of the codes of chapter 15 in the Medicare Code Editor: 9 to 64. */
const FERTILE = { from: 9, to: 64 } as const;
const PREGNANT =
  /\b(?:pregnan|gestation|trimester|antepartum|prenatal|postpartum|puerper|obstetric|gravid|G\d{1,2}P\d|G\d{1,2} P\d|\d{1,2}w\d ?d|primigravida|multigravida|miscarriage|abortion|ectopic|molar|in labor|deliver|c-section|cesarean|lactat|breastfeed)/i;
/** The beginning of a note says so. */
const READ = 6_000;

export function readerOf({ person, visit, notes, problems }: Facts): Reader {
  const { birthDate, sex, age, pregnant } = person;
  const days = birthDate && visit.date ? daysBetween(birthDate, visit.date) : undefined;
  if (days !== undefined && days >= 0 && days <= NEWBORN_DAYS) return 'newborn';
  if (sex === 'male' || age === undefined || age < FERTILE.from || age > FERTILE.to) return 'anyone';
  const said =
    pregnant?.value === true ||
    notes.some((n) => PREGNANT.test(n.text.slice(0, READ))) ||
    problems.some((p) => PREGNANT.test(p.concept.words.slice(0, 300)));
  return said ? 'mother' : 'anyone';
}
