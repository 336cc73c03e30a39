/** What is asked where a chronic illness's course is not on record and decides the level: the lower level stands until it is answered. */
import type { Facts } from '../../chart/index.ts';
import type { Query } from '../model.ts';
import { rankOf, twoOfThree } from './levels.ts';
import type { Mdm } from './worksheet.ts';

/** Open, not leading: every answer is offered, and none says what it would be coded as. */
export function courseQueries(mdm: Mdm, { visit }: Facts): readonly Query[] {
  const unsaid = mdm.addressed.filter((r) => r.weight === 'stable' && !r.told);
  const [first] = unsaid;
  const otherwise = twoOfThree('moderate', mdm.data.level, mdm.risk.level);
  if (!first || rankOf(mdm.problems.level) >= rankOf('moderate') || rankOf(otherwise) <= rankOf(mdm.level)) {
    return [];
  }
  const names = unsaid.map((r) => r.problem.concept.words || r.code || r.problem.id).join(', ');
  return [
    {
      id: 'problem-course',
      about: visit.id,
      question: `How was it at this visit: ${names}? The record does not say, so it counts as stable.`,
      options: [
        { answer: 'At its treatment goal' },
        { answer: 'Not at its treatment goal, or worse' },
        { answer: 'Severely worse' },
        { answer: 'Cannot be said' },
      ],
      citation: { source: 'CPT E/M Guidelines', section: 'Definitions: stable, chronic illness' },
      evidence: unsaid.flatMap((r) => r.evidence),
    },
  ];
}
