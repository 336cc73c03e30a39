/** Note targets as ranges of the codes of a release: rules on characters worked out, ranges that hold nothing dropped. */
import type { CodeRange } from '../model.ts';
import { printedRanges } from '../range.ts';
import { dotted } from '../release/code-table.ts';
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import { meets, type NoteTarget } from './note-target.ts';

/**
 * A complete release drops what it does not hold. A starter proves no absence, so what it lacks stays; and rules on
 * characters are worked out among its own codes, which are all it can call active.
 */
export function bindTargets(
  targets: readonly NoteTarget[],
  release: Icd10CmRelease | undefined,
): readonly CodeRange[] {
  return targets.flatMap((target) => (target.where ? matching(target, release) : plain(target, release)));
}

function plain({ from, to }: NoteTarget, release: Icd10CmRelease | undefined): readonly CodeRange[] {
  const ranges = printedRanges({ from, to });
  return release?.info.complete ? ranges.filter((range) => release.holds(range)) : ranges;
}

/** The highest nodes whose characters meet the rules; what lies below them is bound with them. */
function matching(target: NoteTarget, release: Icd10CmRelease | undefined): CodeRange[] {
  const found: string[] = [];
  for (const range of release ? printedRanges(target) : []) {
    for (const code of release?.codesIn(range) ?? []) {
      const last = found.at(-1);
      if ((last === undefined || !code.startsWith(last)) && meets(code, target.where ?? [])) found.push(code);
    }
  }
  return found.map((code) => ({ from: dotted(code), to: dotted(code) }));
}
