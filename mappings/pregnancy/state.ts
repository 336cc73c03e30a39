/** Whose record it is and where in pregnancy, childbirth or puerperium the encounter lies (guidelines I.C.15.a, I.C.15.o). */
import { daysBetween, type Facts, type ModuleContext, ownWordsOf, stated } from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';
import { noted } from './weeks.ts';

export type Time = 'pregnancy' | 'childbirth' | 'puerperium';

/** Undefined: not pregnant, a newborn, or the clinician says that the pregnancy is incidental (Z33.1, I.C.15.a.1). */
export function timeOf(
  facts: Facts,
  { diagnoses, problems }: ModuleContext,
  tables: Tables,
): Time | undefined {
  const has = (pattern: RegExp): boolean => diagnoses.some((d) => pattern.test(d.code));
  const { birthDate, pregnant } = facts.person;
  const newborn =
    birthDate !== undefined &&
    facts.visit.date !== undefined &&
    daysBetween(birthDate, facts.visit.date) < 365;
  if (newborn || facts.person.sex === 'male' || pregnant?.value === false || has(/^Z33\.1$/))
    return undefined;
  if (has(/^O0[0-8]/)) return undefined;
  const said = saidPregnant(facts, problems.flatMap(ownWordsOf));
  const pregnancy = pregnant?.value === true || said || has(/^(?:O|Z3[479]|Z3A)/);
  // The words are looked at last: most patients are not pregnant.
  if (!pregnancy || problems.flatMap(ownWordsOf).some((t) => stated(t, tables.incidental))) return undefined;
  if (has(/^(?:Z37|O80|O82)/)) return 'childbirth';
  if (has(/^(?:Z39|O85|O86|O87|O90)/)) return 'puerperium';
  return pregnant?.value === true || said || has(/^(?:O|Z34|Z3A)/) ? 'pregnancy' : undefined;
}

const COMPLICATED = /\b(?:complicating|affecting|in|complicates) (?:the )?pregnancy\b/i;

/** The clinician says so: a condition "complicating pregnancy", or how far it is in the note (I.C.15.a.1). */
function saidPregnant(facts: Facts, words: readonly string[]): boolean {
  const { age, sex } = facts.person;
  if (sex !== 'female' || age === undefined || age < 10 || age > 55) return false;
  return words.some((w) => COMPLICATED.test(w.slice(0, 500))) || noted(facts) !== undefined;
}
