/** After the acute stroke: deficits are I69, none is Z86.73, and I60–I63 is for the acute episode (guideline I.C.9.d). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  ownWordsOf,
  problemsBehind,
  type Query,
  resting,
  stated,
  statedOf,
} from '../../src/suggest/module.ts';
import { sidedCode } from './dominance.ts';

interface DeficitRow {
  readonly code: string;
  /** What follows `I69.` and the kind of stroke: `20` of I69.320; `5*` takes the side's character. */
  readonly suffix: string;
  /** The deficit's own code stays as the additional one. */
  readonly keep?: true;
}

export interface Deficits {
  readonly rows: readonly DeficitRow[];
  readonly links: readonly string[];
  readonly past: readonly string[];
  readonly none: readonly string[];
}

export const readDeficits = (table: unknown): Deficits => table as Deficits;

const ACUTE_CARE = ['inpatient', 'emergency', 'observation', 'unknown'];
const STROKE = /^I6[0-3]/;

interface Deficit {
  readonly d: DiagnosisSuggestion;
  readonly row: DeficitRow;
}

export function sequelae(facts: Facts, context: ModuleContext, table: Deficits): ModuleOutput {
  const past = context.diagnoses.filter((d) => STROKE.test(d.code) && isPast(d, facts, table));
  const history = context.diagnoses.filter((d) => d.code === 'Z86.73');
  const deficits = context.diagnoses.flatMap((d) => {
    const row = table.rows.find((r) => d.code.startsWith(r.code));
    return row ? [{ d, row }] : [];
  });
  const linked = deficits.filter(({ d }) => statedOf(d, facts, table.links));
  // The stroke of the very statement that calls the deficit its late effect is past.
  const behind = linked.length === 0 ? [] : context.diagnoses.filter((d) => isBehind(d, facts, table));
  const known = context.diagnoses.some((d) => d.code.startsWith('I69.'));
  const open = linked.length > 0 || known ? [] : deficits.filter(() => past.length + history.length > 0);
  return {
    diagnoses: [
      ...linked.map((x) => sequela(x, [...new Set([...past, ...history, ...behind])], facts, context)),
      ...(linked.length > 0 || known ? [] : past.map((d) => noDeficit(d, facts, table, context))),
    ],
    queries: open.map((x) => askLink(x, past[0] ?? history[0], facts, context)),
  };
}

const isBehind = (d: DiagnosisSuggestion, facts: Facts, { links }: Deficits): boolean =>
  STROKE.test(d.code) && statedOf(d, facts, links) !== undefined;

/** Said to be past, or older than this visit where no acute stroke is cared for. */
function isPast(d: DiagnosisSuggestion, facts: Facts, { past }: Deficits): boolean {
  const { setting, date } = facts.visit;
  const problems = problemsBehind(d, facts);
  const older = problems.length > 0 && problems.every((p) => p.onset && date && p.onset < date);
  const said = problems.some((p) => stated(p.concept.words, past));
  return said || (older && !ACUTE_CARE.includes(setting.value));
}

/** 0 subarachnoid, 1 intracerebral, 2 other haemorrhage; 3 infarction, and a stroke of which no more is said. */
const kindOf = (d: DiagnosisSuggestion | undefined): string =>
  d && /^I6[0-2]/.test(d.code) ? d.code.slice(2, 3) : '3';

function codeFor({ d, row }: Deficit, stroke: DiagnosisSuggestion | undefined, facts: Facts): string {
  const code = `I69.${kindOf(stroke)}${row.suffix}`;
  if (!code.endsWith('*')) return code;
  const digit = d.code.slice(-1);
  const open = code.replace('*', '9');
  return digit === '0' ? (sidedCode(open, d, facts) ?? open) : code.replace('*', digit);
}

function sequela(
  deficit: Deficit,
  strokes: readonly DiagnosisSuggestion[],
  facts: Facts,
  context: ModuleContext,
): DiagnosisSuggestion {
  const replaces = [...(deficit.row.keep ? [] : [deficit.d]), ...strokes];
  return resting(
    codeFor(deficit, strokes[0], facts),
    [deficit.d],
    { rule: 'stroke-sequela', section: 'I.C.9.d.1', replaces },
    context,
  );
}

function noDeficit(
  d: DiagnosisSuggestion,
  facts: Facts,
  { none }: Deficits,
  context: ModuleContext,
): DiagnosisSuggestion {
  const said = problemsBehind(d, facts)
    .flatMap(ownWordsOf)
    .some((text) => stated(text, none));
  const code = kindOf(d) === '3' ? 'Z86.73' : 'Z86.79';
  const made = resting(
    code,
    [d],
    { rule: 'stroke-without-deficit', section: 'I.C.9.d.3', sure: said ? 0.95 : 0.7, replaces: [d] },
    context,
  );
  return said ? made : { ...made, queries: [askResidual(d, code, context)] };
}

const askResidual = (d: DiagnosisSuggestion, code: string, context: ModuleContext): Query =>
  asking(
    'stroke-residuals',
    d,
    {
      question: 'The stroke is past. Is a deficit left from it?',
      options: [
        { answer: 'none', code },
        {
          answer: 'weakness of one side: which side, and is it the dominant one?',
          code: `I69.${kindOf(d)}59`,
        },
        { answer: 'aphasia', code: `I69.${kindOf(d)}20` },
        { answer: 'dysphagia', code: `I69.${kindOf(d)}91` },
        { answer: 'another deficit', code: `I69.${kindOf(d)}98` },
      ],
      section: 'I.C.9.d.3',
    },
    context,
  );

const askLink = (
  deficit: Deficit,
  stroke: DiagnosisSuggestion | undefined,
  facts: Facts,
  context: ModuleContext,
): Query =>
  asking(
    'stroke-sequela',
    deficit.d,
    {
      question: `Is ${deficit.d.title} left from the stroke?`,
      options: [
        { answer: 'left from the stroke', code: codeFor(deficit, stroke, facts) },
        { answer: 'of another cause', code: deficit.d.code },
      ],
      section: 'I.C.9.d.1',
    },
    context,
  );
