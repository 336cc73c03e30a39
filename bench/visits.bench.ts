/** Procedure coding on the labelled visits, each half apart: the visit's own code, and the whole set of lines. */
import { accuracyKnowledge } from './accuracy/knowledge.ts';
import type { Figure } from './support/figure.ts';
import { codeHalf } from './visits/code.ts';
import { totals } from './visits/score.ts';

export const name = 'Accuracy of procedure coding on labelled visits';

const AIM = { visit: 95, exact: 88 };

export async function run(): Promise<readonly Figure[]> {
  const { pipeline, codes } = await accuracyKnowledge();
  return (['dev', 'test'] as const).flatMap((half) => {
    const coded = codeHalf(half, pipeline);
    const t = totals(coded.map((v) => v.score));
    // The aims are of the half that nobody looks at.
    const aim = (n: number) => (half === 'test' ? { aim: n } : {});
    const figure = (label: string, value: number, unit = '%') => ({
      label: `${half}: ${label}`,
      value,
      unit,
    });
    const groups = [...Map.groupBy(coded, (v) => v.visit.group)];
    return [
      figure(`visits (${codes})`, t.visits, 'visits'),
      { ...figure('exact visit code', 100 * t.visit), ...aim(AIM.visit) },
      { ...figure('whole line set exact', 100 * t.exact), ...aim(AIM.exact) },
      figure('line precision', 100 * t.precision),
      figure('line recall', 100 * t.recall),
      figure('expected queries asked', 100 * t.queries),
      ...groups.map(([group, visits]) => {
        const own = totals(visits.map((v) => v.score));
        return figure(`${group} (${own.visits}): whole line set exact`, 100 * own.exact);
      }),
    ];
  });
}
