/** Current or history: Z85 when the neoplasm is gone and untreated, a question when the record is not clear (guidelines I.C.2.d, I.C.2.m). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  problemsBehind,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import { historyOf, type Tables } from './tables.ts';
import { treatments } from './treatment.ts';

/** Solid tumors; leukemia, lymphoma and myeloma in remission are still current (I.C.2.n). */
const SOLID = /^(?:C[0-6]|C4A|C7[0-6])/;

export function currentOrHistory(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (treatments(facts, tables.words).length > 0) return {};
  const outputs = context.diagnoses
    .filter((d) => SOLID.test(d.code))
    .map((d) => judged(d, facts, context, tables));
  return {
    diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}

function judged(d: DiagnosisSuggestion, facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const { eradicated, noEvidence, past } = tables.words;
  const code = historyOf(d.code, tables);
  const said = [eradicated, noEvidence].filter((list) => statedOf(d, facts, list) !== undefined);
  const remission = problemsBehind(d, facts).some((p) => p.clinical === 'remission');
  if (!code || !reportableOn(code, context)) return {};
  if (said.length === 2) {
    const how = {
      rule: 'gone-and-untreated',
      section: 'I.C.2.d',
      sure: 0.9,
      placement: 'never-first' as const,
    };
    return { diagnoses: [resting(code, [], { ...how, replaces: [d] }, context)] };
  }
  if (said.length === 0 && !remission && statedOf(d, facts, past) === undefined) return {};
  const options = [
    { answer: 'still present or under treatment', code: d.code },
    { answer: 'removed, no treatment, no evidence of disease', code },
  ];
  const question = 'Is the neoplasm still present or under treatment, or is it history?';
  return { queries: [asking('current-or-history', d, { question, options, section: 'I.C.2.m' }, context)] };
}
