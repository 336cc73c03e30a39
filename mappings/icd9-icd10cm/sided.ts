/** ICD-9-CM had no sides: the side that the record gives is taken from the codes beside an unspecified target (guideline I.B.13). */
import { type CodeEntry, icd10CmCode, type ModuleContext, type Problem } from '../../src/suggest/module.ts';

const UNSPECIFIED = /\bunspecified\b/g;

/** The target, or its sibling for the side; right and left where there is no code for both. */
export function sided(entry: CodeEntry, problem: Problem, context: ModuleContext): readonly CodeEntry[] {
  const side = problem.side?.value;
  if (side === undefined || !/\bunspecified\b/i.test(entry.title)) return [entry];
  const one = withSide(entry, side, context);
  if (one) return [one];
  const both =
    side === 'bilateral' ? ['right', 'left'].flatMap((s) => withSide(entry, s, context) ?? []) : [];
  return both.length === 2 ? both : [entry];
}

function withSide(entry: CodeEntry, side: string, { terminology, on }: ModuleContext): CodeEntry | undefined {
  const parent = icd10CmCode(entry.code.replace('.', '').slice(0, -1));
  const title = entry.title.toLowerCase();
  const wanted = new Set(
    [...title.matchAll(UNSPECIFIED)].map(
      ({ index }) => `${title.slice(0, index)}${side}${title.slice(index + 'unspecified'.length)}`,
    ),
  );
  const beside = parent ? terminology.icd10cm.billableUnder(parent, on) : [];
  return beside.find((e) => wanted.has(e.title.toLowerCase()));
}
