/** Dominance of a paralysed side: right is dominant, left is not, and the ambidextrous are (guideline I.C.6.a). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  ownWordsOf,
  problemsBehind,
  resting,
  stated,
} from '../../src/suggest/module.ts';

/** Codes that leave the side open; their siblings end in 1 right dominant, 2 left dominant, 3 right and 4 left non-dominant. */
const OPEN = /^(?:G81\.[019]0|G83\.[123]0|I69\.[012389][3456]9)$/;
const LEFT_HANDED = ['left handed', 'left hand dominant', 'left handedness'];
const EITHER = ['ambidextrous'];
const NOT_DOMINANT = ['non dominant', 'nondominant'];
const DOMINANT = [
  'dominant side',
  'dominant arm',
  'dominant hand',
  'dominant hemiplegia',
  'dominant hemiparesis',
];

export function dominantSides(facts: Facts, context: ModuleContext): ModuleOutput {
  const open = context.diagnoses.filter((d) => OPEN.test(d.code));
  const told = open.map((d) => ({ d, code: sidedCode(d.code, d, facts) }));
  return {
    diagnoses: [
      ...told.flatMap(({ d, code }) => (code ? [sided(code, d, facts, context)] : [])),
      ...byHandOfNotes(facts, context),
    ],
    queries: told.flatMap(({ d, code }) => (code ? [] : [askSide(d, context)])),
  };
}

/** Read from words that name the side alone: its default dominance gives way to the hand that a note of the visit tells. */
const BY_DEFAULT = /^(?:G81\.[019]|G83\.[123]|I69\.[012389][3456])[14]$/;

function byHandOfNotes(facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const says = (phrases: readonly string[]): boolean =>
    facts.notes.some((n) => stated(n.text, phrases) !== undefined);
  if (!says([...EITHER, ...LEFT_HANDED])) return [];
  return context.diagnoses.flatMap((d) => {
    if (!BY_DEFAULT.test(d.code) || !d.problems.every((p) => p.includes('#text-'))) return [];
    const side = d.code.endsWith('1') ? 'right' : 'left';
    const dominant = byHand(side, says);
    const code = `${d.code.slice(0, -1)}${side === 'right' ? (dominant ? 1 : 3) : dominant ? 2 : 4}`;
    return code === d.code ? [] : [sided(code, d, facts, context)];
  });
}

/** The code with the side and dominance that the problems behind a diagnosis give, by the guideline's defaults. */
export function sidedCode(code: string, d: DiagnosisSuggestion, facts: Facts): string | undefined {
  const problems = problemsBehind(d, facts);
  const side = problems.flatMap((p) => p.side?.value ?? [])[0];
  const says = (phrases: readonly string[]): boolean =>
    problems.flatMap(ownWordsOf).some((text) => stated(text, phrases) !== undefined);
  if (side !== 'left' && side !== 'right') return undefined;
  const dominant = says(NOT_DOMINANT) ? false : says(DOMINANT) || byHand(side, says);
  return `${code.slice(0, -1)}${side === 'right' ? (dominant ? 1 : 3) : dominant ? 2 : 4}`;
}

const byHand = (side: 'left' | 'right', says: (phrases: readonly string[]) => boolean): boolean =>
  says(EITHER) || (says(LEFT_HANDED) ? side === 'left' : side === 'right');

const sided = (
  code: string,
  d: DiagnosisSuggestion,
  facts: Facts,
  context: ModuleContext,
): DiagnosisSuggestion =>
  resting(
    code,
    [d],
    {
      rule: 'dominant-side',
      section: 'I.C.6.a',
      evidence: problemsBehind(d, facts).flatMap((p) => p.side?.evidence ?? []),
      replaces: [d],
    },
    context,
  );

const SIDES = ['right, dominant', 'left, dominant', 'right, not dominant', 'left, not dominant'];

const askSide = (d: DiagnosisSuggestion, context: ModuleContext) =>
  asking(
    'affected-side',
    d,
    {
      question: 'Which side is paralysed, and is it the dominant one?',
      options: SIDES.map((answer, i) => ({ answer, code: `${d.code.slice(0, -1)}${i + 1}` })),
      section: 'I.C.6.a',
    },
    context,
  );
