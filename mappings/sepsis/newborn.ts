/** Sepsis of a newborn is P36.-, by default from the birth process (guidelines I.C.16.a.5, I.C.16.f). */
import {
  type DiagnosisSuggestion,
  daysBetween,
  type Facts,
  type ModuleContext,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import type { Organisms } from './tables.ts';

/** The perinatal period ends with the 28th day after birth (I.C.16.a). */
const LAST_DAY = 28;
const ACQUIRED = ['community acquired', 'community onset', 'acquired at home'];

export function newbornSepsis(
  table: Organisms,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  if (!isNewborn(facts)) return [];
  const sepsis = context.diagnoses.filter((d) => /^A4[01]/.test(d.code) && !statedOf(d, facts, ACQUIRED));
  return sepsis.flatMap((d) => {
    const row = table.newborn.find(({ from }) => d.code.startsWith(from));
    if (!row) return [];
    const how = { rule: 'sepsis-of-newborn', section: 'I.C.16.f', sure: 0.93, replaces: [d] };
    const agent = row.to === 'P36.8' ? agentOf(d.code, table) : undefined;
    return [
      resting(row.to, [], how, context),
      ...(agent ? [resting(agent, [d], { ...how, replaces: [] }, context)] : []),
    ];
  });
}

/** P36.8 does not name the organism, B95 or B96 does (I.C.16.f). */
const agentOf = (code: string, { organisms }: Organisms): string | undefined =>
  organisms.find((o) => o.code === code)?.agent;

function isNewborn({ person, visit }: Facts): boolean {
  if (!person.birthDate || !visit.date) return false;
  const age = daysBetween(person.birthDate, visit.date);
  return age >= 0 && age <= LAST_DAY;
}
