/** Why charts differ, counted: the rules that gave wrong codes, and where missed codes were lost. Pure. */
import type { Coded } from './code.ts';

export interface Cause {
  readonly what: string;
  readonly n: number;
  /** Charts to look at, a few. */
  readonly charts: readonly string[];
}

/** Wrong codes by module and rule. */
export const wrongByRule = (all: readonly Coded[]): readonly Cause[] =>
  counted(
    all.flatMap(({ chart, coded, score }) =>
      coded.set.diagnoses
        .filter((d) => score.wrong.includes(d.code))
        .map((d) => ({ what: `${d.rule.module} ${d.rule.rule}`, id: chart.id })),
    ),
  );

/** Missed codes by what became of the chart's conditions: only a note, a condition left uncoded, or a code no condition names. */
export const missedByPlace = (all: readonly Coded[]): readonly Cause[] =>
  counted(
    all.flatMap((c) =>
      c.score.missed.map((code) => ({ what: placeOf(c, code), id: `${c.chart.id} ${code}` })),
    ),
  );

function placeOf({ chart, coded }: Coded, code: string): string {
  if (!chart.chart.conditions) return 'said in the note alone';
  const kin = coded.set.diagnoses.find((d) => d.code.slice(0, 3) === code.slice(0, 3));
  if (kin) return `another code of the category (${kin.rule.module})`;
  const lost = coded.set.uncoded.filter((u) => u.about.startsWith('Condition/')).map((u) => u.reason);
  if (lost.length > 0) return `a condition left uncoded: ${[...new Set(lost)].sort().join(', ')}`;
  return /^[UZ]/.test(code) ? 'a Z or U code no condition names' : 'no condition names it';
}

const FEW = 6;

function counted(all: readonly { readonly what: string; readonly id: string }[]): readonly Cause[] {
  return [...Map.groupBy(all, (a) => a.what)]
    .map(([what, group]) => ({ what, n: group.length, charts: group.slice(0, FEW).map((g) => g.id) }))
    .sort((a, b) => b.n - a.n || (a.what < b.what ? -1 : 1));
}
