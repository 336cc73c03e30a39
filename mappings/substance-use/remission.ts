/** Remission is coded on the provider's word for it, and asked about otherwise (guideline I.C.5.b.1). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  problemsBehind,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import { isRemission } from './highest-level.ts';

interface Substances {
  readonly categories: readonly string[];
  readonly remission: readonly string[];
  readonly abstinent: readonly string[];
}

export const readSubstances = (table: unknown): Substances => table as Substances;

/** Uncomplicated abuse, dependence and use, and the products of nicotine. */
const PLAIN = /^F1(?:[0-689]\.[129]0|7\.2[0129]0)$/;

export function remission(facts: Facts, context: ModuleContext, table: Substances): ModuleOutput {
  const plain = context.diagnoses.filter((d) => PLAIN.test(d.code));
  const said = plain.filter((d) => statedOf(d, facts, table.remission));
  const open = plain.filter((d) => !said.includes(d) && isInDoubt(d, facts, context, table));
  return {
    diagnoses: said.map((d) =>
      resting(quiet(d), [d], { rule: 'remission', section: 'I.C.5.b.1', replaces: [d] }, context),
    ),
    queries: open.map((d) => ask(d, context)),
  };
}

const quiet = (d: DiagnosisSuggestion): string => `${d.code.slice(0, -1)}1`;

function isInDoubt(d: DiagnosisSuggestion, facts: Facts, context: ModuleContext, table: Substances): boolean {
  const contradicted = context.diagnoses.some(
    (other) => isRemission(other) && other.code.slice(0, 3) === d.code.slice(0, 3),
  );
  const status = problemsBehind(d, facts).some((p) => p.clinical === 'remission');
  return contradicted || status || statedOf(d, facts, table.abstinent) !== undefined;
}

const ask = (d: DiagnosisSuggestion, context: ModuleContext) =>
  asking(
    'remission',
    d,
    {
      question: `Is it in remission: ${d.title}?`,
      options: [
        { answer: 'in remission', code: quiet(d) },
        { answer: 'not in remission', code: d.code },
      ],
      section: 'I.C.5.b.1',
    },
    context,
  );
