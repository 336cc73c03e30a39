/** Use, abuse and dependence of one substance: only the highest, and complications at its level (guideline I.C.5.b.2). */
import {
  type DiagnosisSuggestion,
  type ModuleContext,
  reportableOn,
  resting,
} from '../../src/suggest/module.ts';

/** The character after the point, highest level first: dependence, abuse, use. */
const LEVELS = ['2', '1', '9'];

const levelOf = (d: DiagnosisSuggestion): string => d.code.charAt(4);
const restOf = (d: DiagnosisSuggestion): string => d.code.slice(5);
const isPlain = (d: DiagnosisSuggestion): boolean => restOf(d) === '0';
export const isRemission = (d: DiagnosisSuggestion): boolean => restOf(d) === '1';

export function highestLevel(
  context: ModuleContext,
  categories: readonly string[],
): readonly DiagnosisSuggestion[] {
  return categories.flatMap((category) =>
    ofSubstance(
      context.diagnoses.filter((d) => d.code.startsWith(`${category}.`) && LEVELS.includes(levelOf(d))),
      context,
    ),
  );
}

function ofSubstance(
  all: readonly DiagnosisSuggestion[],
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  // Remission beside a present disorder is a contradiction, which is asked about and not settled here.
  const present = all.filter((d) => !isRemission(d));
  const level = LEVELS.find((l) => present.some((d) => levelOf(d) === l));
  const top = present.filter((d) => levelOf(d) === level);
  const lower = present.filter((d) => levelOf(d) !== level);
  if (level === undefined || present.length !== all.length) return [];
  const raised = lower.filter((d) => !isPlain(d)).map((d) => raise(d, level, context));
  const complicated = [...raised.map((r) => r.code), ...top.filter((d) => !isPlain(d)).map((d) => d.code)];
  const plain = [...lower.filter(isPlain), ...(complicated.length > 0 ? top.filter(isPlain) : [])];
  if (plain.length === 0) return raised;
  const heir = complicated[0] ?? top[0]?.code;
  return heir === undefined ? raised : [...raised, stand(heir, plain, all, context)];
}

/** The same complication at the highest level, where the classification has it. */
function raise(d: DiagnosisSuggestion, level: string, context: ModuleContext): DiagnosisSuggestion {
  const code = `${d.code.slice(0, 4)}${level}${restOf(d)}`;
  const replaces = reportableOn(code, context) ? [d] : [];
  return resting(replaces.length > 0 ? code : d.code, [d], { ...RULE, replaces }, context);
}

const RULE = { rule: 'highest-level', section: 'I.C.5.b.2' } as const;

/** The code that stands for the plain ones of its substance. */
function stand(
  code: string,
  plain: readonly DiagnosisSuggestion[],
  all: readonly DiagnosisSuggestion[],
  context: ModuleContext,
): DiagnosisSuggestion {
  const own = all.filter((d) => d.code === code);
  return resting(code, own.length > 0 ? own : plain, { ...RULE, replaces: plain }, context);
}
