/** What must be true of every crash run, whatever was killed when; answers what is not. */
import type { CrashResult } from './crash.ts';

/** Of six charts three are claimed, one asks for review and two are held (bench/support/ehr/many-charts.ts). */
const STATES = ['claimed', 'claimed', 'review', 'claimed', 'held', 'held'] as const;

export function crashFaults(result: CrashResult, encounters: number): readonly string[] {
  const n = (state: (typeof STATES)[number]): number =>
    Array.from({ length: encounters }, (_, i) => STATES[i % STATES.length]).filter((s) => s === state).length;
  const { cases, dead, open, broken, states, audit, ehr } = result;
  const told: readonly (readonly [string, unknown, unknown])[] = [
    ['cases', cases, encounters],
    ['states', states, { claimed: n('claimed'), held: n('held'), review: n('review') }],
    // Exactly one Claim of each, also of those whose answer was lost.
    ['encounters by Claims', ehr.claims, { 1: n('claimed') }],
    ['given up', dead, 0],
    ['waiting deliveries', open, 0],
    ['broken chains', broken, 0],
    ['audit chain', audit.broken ?? 'holds', 'holds'],
  ];
  return told.flatMap(([what, is, should]) =>
    sorted(is) === sorted(should) ? [] : [`${what}: ${sorted(is)} instead of ${sorted(should)}`],
  );
}

const sorted = (value: unknown): string =>
  JSON.stringify(value instanceof Object ? Object.entries(value).sort() : value);
