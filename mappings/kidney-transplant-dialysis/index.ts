/** Z99.2 from a dialysis given in the visit to a patient with end-stage disease (guideline I.C.14.a.1). */
import { type PrepareFunction, resting, type Service } from '../../src/suggest/module.ts';

interface Dialysis {
  readonly services: readonly string[];
  readonly words: readonly string[];
}

const END_STAGE = /^(?:N18\.6|I12\.0|I13\.11|I13\.2)$/;

export const prepare: PrepareFunction = (tables) => {
  const table = tables['dialysis.json'] as Dialysis;
  return (facts, context) => {
    const disease = context.diagnoses.filter((d) => END_STAGE.test(d.code));
    const recorded = context.diagnoses.some((d) => d.code === 'Z99.2');
    const given = facts.services.find((s) => isGiven(s) && isDialysis(s, table));
    if (disease.length === 0 || recorded || !given) return {};
    const rest = {
      rule: 'dialysis-service',
      section: 'I.C.14.a.1',
      sure: 0.9,
      evidence: given.evidence,
    } as const;
    return { diagnoses: [resting('Z99.2', disease, { ...rest, placement: 'never-first' }, context)] };
  };
};

const isGiven = (s: Service): boolean =>
  (s.kind === 'procedure' || s.kind === 'charge') &&
  !['not-done', 'entered-in-error', 'preparation'].includes(s.status);

const isDialysis = (s: Service, { services, words }: Dialysis): boolean =>
  s.concept.codings.some((c) => services.includes(c.code)) ||
  words.some((w) => s.concept.words.toLowerCase().includes(w));
