/** A suspected condition that was ruled out in a newborn without signs is an observation, Z05 (guideline I.C.16.b). */
import {
  type DiagnosisSuggestion,
  diagnosis,
  type Facts,
  guideline,
  icd10CmCode,
  type ModuleContext,
  type Problem,
  SYSTEM,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

/** Signs, and conditions of the child: then these are coded, not the observation. */
const SIGN = /^(?:R|P(?!0[0-8]))/;

export function observations(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): readonly DiagnosisSuggestion[] {
  if (context.diagnoses.some((d) => SIGN.test(d.code) || d.code.startsWith('Z05'))) return [];
  return facts.problems
    .filter((p) => p.verification === 'refuted' && p.link !== 'problem-list')
    .flatMap((p) => {
      const code = observedCode(p, tables);
      return code ? [observation(code, p, context)] : [];
    });
}

function observedCode(p: Problem, { observed }: Tables): string | undefined {
  const suspected = p.concept.codings.flatMap((c) =>
    c.system === SYSTEM.icd10cm ? (icd10CmCode(c.code) ?? []) : [],
  )[0];
  return (
    suspected && observed.find(({ of }) => of.some((beginning) => suspected.startsWith(beginning)))?.code
  );
}

const observation = (code: string, p: Problem, context: ModuleContext): DiagnosisSuggestion =>
  diagnosis(
    {
      ...{ code, problems: [p.id], confidence: 0.8, evidence: p.evidence },
      rule: context.rule('observation', guideline('I.C.16.b', context.on)),
    },
    context.terminology,
    context.on,
  );
