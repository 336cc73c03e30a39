/** Poisoning and its intent from the words; both a poisoning and an adverse effect of one drug are asked about (guideline I.C.19.e.5.b). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type Query,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import { drugCodeOf, type Intent, withIntent } from './intent.ts';
import type { DrugTable } from './tables.ts';

const SECTION = 'I.C.19.e.5.b';

export function poisonings(
  table: DrugTable,
  facts: Facts,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  return context.diagnoses.flatMap((d) => {
    const drug = drugCodeOf(d.code);
    const intent = drug && intentFor(drug.intent, d, facts, table);
    if (!drug || !intent || intent === drug.intent) return [];
    const code = withIntent(drug, intent);
    const rule = drug.intent === 5 ? 'misuse-is-poisoning' : 'intent-by-words';
    return reportableOn(code, context)
      ? [resting(code, [], { rule, section: SECTION, sure: 0.92, replaces: [d] }, context)]
      : [];
  });
}

/** An intent that is recorded stands; accidental is the default of those who said nothing (T36–T50). */
function intentFor(
  recorded: Intent,
  d: DiagnosisSuggestion,
  facts: Facts,
  table: DrugTable,
): Intent | undefined {
  if (recorded !== 1 && recorded !== 5) return undefined;
  if (statedOf(d, facts, table.selfHarm)) return 2;
  if (statedOf(d, facts, table.undetermined)) return 4;
  if (statedOf(d, facts, table.assault)) return 3;
  return recorded === 5 && statedOf(d, facts, table.misuse) ? 1 : undefined;
}

export function bothOfOne(context: ModuleContext): readonly Query[] {
  const drugs = context.diagnoses.flatMap((d) => {
    const drug = drugCodeOf(d.code);
    return drug ? [{ d, ...drug }] : [];
  });
  return drugs
    .filter((a) => a.intent < 5)
    .flatMap((a) => {
      const effect = drugs.find((b) => b.intent === 5 && b.stem === a.stem);
      if (!effect) return [];
      const options = [
        { answer: 'taken as prescribed: adverse effect', code: effect.d.code },
        { answer: 'wrong drug, dose or way, or not prescribed: poisoning', code: a.d.code },
      ];
      const question = 'One drug is coded as poisoning and as adverse effect. How was it taken?';
      return [asking('poisoning-or-adverse-effect', a.d, { question, options, section: SECTION }, context)];
    });
}
