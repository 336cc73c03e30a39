/** A disease that is over is not coded as current, but as history where the classification has a code for it (guideline I.C.21.c.4). */
import type { Problem } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { Terminology } from '../terminology/index.ts';
import { underAny } from './consolidate.ts';
import { diagnosis, guideline } from './draft.ts';
import { HISTORY } from './history-table.ts';
import type { DiagnosisSuggestion } from './model.ts';

/** The most a coder keeps of a history code: the record says that it is over, not that it matters today. */
const CONFIDENCE = 0.85;

/** `mapped`: what the past problems would be coded as, were they current. */
export function historyCodes(
  mapped: readonly DiagnosisSuggestion[],
  past: readonly Problem[],
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const problems = new Map(past.map((p) => [p.id, p]));
  return mapped.flatMap((d) => {
    const row = HISTORY.find((r) => underAny(d.code, r.nodes));
    const own = d.problems.flatMap((id) => problems.get(id) ?? []);
    const told = own.filter((p) => row?.always === true || p.link !== 'problem-list');
    if (!row || told.length === 0 || own.length < d.problems.length) return [];
    return [historyOf(d, row.code, told, terminology, on)];
  });
}

function historyOf(
  was: DiagnosisSuggestion,
  code: string,
  problems: readonly Problem[],
  terminology: Terminology,
  on: ServiceDate,
): DiagnosisSuggestion {
  return diagnosis(
    {
      code,
      problems: problems.map((p) => p.id),
      confidence: Number((was.confidence * CONFIDENCE).toFixed(3)),
      evidence: was.evidence,
      rule: { ...was.rule, rule: 'history', citation: guideline('I.C.21.c.4', on) },
      alternatives: [{ code: was.code, why: 'The disease itself, which the record says is over.' }],
      placement: 'never-first',
    },
    terminology,
    on,
  );
}
