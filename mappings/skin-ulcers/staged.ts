/** One ulcer whose code leaves stage or depth open: the stage stated, two in a stay when it evolved, else a question. */
import {
  asking,
  type DiagnosisSuggestion,
  type Evidence,
  type Facts,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  ownWordsOf,
  problemsBehind,
  resting,
  stated,
} from '../../src/suggest/module.ts';
import { type Group, groupOf, type Level, type Stages } from './stages.ts';

const OBSERVED =
  /\bpressure (?:ulcer|injury)\b.{0,40}\bstage\b|\bstage\b.{0,40}\bpressure (?:ulcer|injury)\b/i;

export function staged(
  d: DiagnosisSuggestion,
  facts: Facts,
  context: ModuleContext,
  stages: Stages,
): ModuleOutput {
  const group = groupOf(d.code, stages);
  if (!group) return {};
  const sibling = context.diagnoses.find((o) => o !== d && o.code.slice(0, -1) === d.code.slice(0, -1));
  if (sibling) {
    return {
      diagnoses: [
        resting(sibling.code, [sibling], { rule: 'stage-known', section: 'I.B.2', replaces: [d] }, context),
      ],
    };
  }
  const { levels, seen } = statedLevels(d, group, facts, context, stages);
  const evolved =
    levels.length === 2 && facts.visit.setting.value === 'inpatient' && says(d, facts, stages.progress);
  if (levels.length === 1 || evolved)
    return { diagnoses: levels.map((l) => coded(l, d, group, seen, context, evolved)) };
  return { queries: [ask(d, group, context)] };
}

interface Found {
  readonly levels: readonly Level[];
  readonly seen: readonly Evidence[];
}

/** In the condition itself; else in the one observation of a stage, when there is one ulcer it can be of. */
function statedLevels(
  d: DiagnosisSuggestion,
  group: Group,
  facts: Facts,
  context: ModuleContext,
  stages: Stages,
): Found {
  const problems = problemsBehind(d, facts);
  const own = levelsIn(
    problems.flatMap((p) => [...ownWordsOf(p), p.stage ?? '']),
    group,
  );
  if (own.length > 0) return { levels: own, seen: [] };
  const ulcers = context.diagnoses.filter((o) => groupOf(o.code, stages)?.id === group.id);
  const observed = group.id === 'pressure-ulcer-stage' ? facts.measurements.filter(isStage) : [];
  if (ulcers.length > 1 || observed.length === 0) return { levels: [], seen: [] };
  return {
    levels: levelsIn(
      observed.map((m) => m.words ?? ''),
      group,
    ),
    seen: observed.flatMap((m) => m.evidence),
  };
}

const levelsIn = (texts: readonly string[], { levels }: Group): readonly Level[] =>
  levels.filter((l) => texts.some((text) => stated(text, l.words) !== undefined));

const isStage = (m: Measurement): boolean => m.words !== undefined && OBSERVED.test(m.concept.words);

const says = (d: DiagnosisSuggestion, facts: Facts, phrases: readonly string[]): boolean =>
  problemsBehind(d, facts)
    .flatMap(ownWordsOf)
    .some((text) => stated(text, phrases) !== undefined);

const codeFor = (d: DiagnosisSuggestion, { character }: Level): string =>
  `${d.code.slice(0, -1)}${character}`;

function coded(
  level: Level,
  d: DiagnosisSuggestion,
  group: Group,
  seen: readonly Evidence[],
  context: ModuleContext,
  evolved: boolean,
): DiagnosisSuggestion {
  const rule = evolved
    ? { rule: 'evolving-stage', section: 'I.C.12.a.6' }
    : { rule: group.id, section: group.section };
  return resting(codeFor(d, level), [d], { ...rule, evidence: seen, replaces: [d] }, context);
}

const ask = (d: DiagnosisSuggestion, group: Group, context: ModuleContext) =>
  asking(
    group.id,
    d,
    {
      question: group.question,
      options: group.levels.map((l) => ({ answer: l.answer, code: codeFor(d, l) })),
      section: group.section,
    },
    context,
  );
