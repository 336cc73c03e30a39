/** The mother's codes are never on the newborn's record (guideline I.C.15.a.1); how they affect the child is asked. */
import {
  asking,
  type DiagnosisSuggestion,
  type ModuleContext,
  type ModuleOutput,
  resting,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

const MATERNAL = /^(?:O|Z34|Z37|Z39|Z3A)/;

export function mothersCodes(context: ModuleContext, tables: Tables): ModuleOutput {
  const maternal = context.diagnoses.filter((d) => MATERNAL.test(d.code));
  const host = context.diagnoses.find((d) => !MATERNAL.test(d.code));
  if (maternal.length === 0) return {};
  const how = { rule: 'mothers-codes', section: 'I.C.15.a.1', sure: 1, replaces: maternal };
  return {
    diagnoses: host ? [resting(host.code, [host], how, context)] : [],
    queries: maternal.flatMap((d) => affectedQuery(d, context, tables)),
  };
}

function affectedQuery(d: DiagnosisSuggestion, context: ModuleContext, { mother }: Tables) {
  const code = mother.find(({ of }) => d.code.startsWith(of))?.affected;
  if (!code) return [];
  const options = [{ answer: 'the newborn is affected', code }, { answer: 'the newborn is not affected' }];
  const question = 'A condition of the mother is on the record. Does it affect the newborn?';
  return [asking('maternal-condition', d, { question, options, section: 'I.C.16.a.6' }, context)];
}
