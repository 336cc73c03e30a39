/** Y90: the highest blood alcohol beside an alcohol disorder of the provider (guideline I.B.14; notes at F10 and Y90). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type Measurement,
  type ModuleContext,
  resting,
  SYSTEM,
} from '../../src/suggest/module.ts';

const ETHANOL = ['5640-8', '5643-2'];
/** Milligrams in 100 ml for one of each unit. */
const UNITS: Readonly<Record<string, number>> = { 'mg/dL': 1, 'mg/(100.mL)': 1, 'g/dL': 1000, '%': 1000 };
/** Y90.0 lies below the first, Y90.8 at the last and above. */
const LIMITS = [20, 40, 60, 80, 100, 120, 200, 240];

export function bloodAlcohol(facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const disorders = context.diagnoses.filter((d) => /^F10\./.test(d.code) && !/^F10\.[129]1$/.test(d.code));
  const levels = facts.measurements.flatMap((m) => {
    const level = levelOf(m);
    return level === undefined || level <= 0 ? [] : [{ level, m }];
  });
  const [highest] = levels.sort((a, b) => b.level - a.level);
  if (disorders.length === 0 || !highest || context.diagnoses.some((d) => d.code.startsWith('Y90')))
    return [];
  const code = `Y90.${LIMITS.filter((limit) => highest.level >= limit).length}`;
  const rest = {
    rule: 'blood-alcohol',
    section: 'I.B.14',
    sure: 0.85,
    evidence: highest.m.evidence,
  } as const;
  return [resting(code, disorders, { ...rest, placement: 'never-first' }, context)];
}

function levelOf({ concept, value, unit }: Measurement): number | undefined {
  const factor = Object.hasOwn(UNITS, unit ?? '') ? UNITS[unit ?? ''] : undefined;
  const isEthanol = concept.codings.some((c) => c.system === SYSTEM.loinc && ETHANOL.includes(c.code));
  return isEthanol && value !== undefined && factor !== undefined ? value * factor : undefined;
}
