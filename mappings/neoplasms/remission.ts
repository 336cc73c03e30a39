/** Leukemia, myeloma, lymphoma: remission and relapse as the record says them (guideline I.C.2.n). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  problemsBehind,
  reportableOn,
  resting,
  statedOf,
} from '../../src/suggest/module.ts';
import type { Words } from './tables.ts';

type State = 'remission' | 'relapse';

/** Lymphomas with a 5th character for the site, which remission replaces. */
const LYMPHOMA = /^C8[1-5]\.\w{2}$/;
/** Diseases with a last character for the state: C86 and C88 know no relapse. */
const STATED = /^C(?:86|88|9[0-5])\.\w[0-2]$/;

export function remission(
  facts: Facts,
  context: ModuleContext,
  words: Words,
): readonly DiagnosisSuggestion[] {
  return context.diagnoses.flatMap((d) => {
    const state = stateOf(d, facts, words);
    const code = state && codeIn(d.code, state);
    if (!code || code === d.code || !reportableOn(code, context)) return [];
    return [
      resting(code, [], { rule: 'blood-remission', section: 'I.C.2.n', sure: 0.93, replaces: [d] }, context),
    ];
  });
}

/** The record's words go before the status of the entry. */
function stateOf(d: DiagnosisSuggestion, facts: Facts, words: Words): State | undefined {
  const statuses = problemsBehind(d, facts).map((p) => p.clinical);
  if (statedOf(d, facts, words.relapse)) return 'relapse';
  if (statedOf(d, facts, words.remission)) return 'remission';
  if (statuses.includes('relapse') || statuses.includes('recurrence')) return 'relapse';
  return statuses.includes('remission') ? 'remission' : undefined;
}

export function codeIn(code: string, state: State): string | undefined {
  const stem = code.slice(0, -1);
  if (LYMPHOMA.test(code) && state === 'remission') return `${stem}${stem === 'C84.7' ? 'B' : 'A'}`;
  if (!STATED.test(code) || (state === 'relapse' && code < 'C90')) return undefined;
  return `${stem}${state === 'remission' ? '1' : '2'}`;
}
