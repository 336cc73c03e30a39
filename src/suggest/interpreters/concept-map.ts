/** Interpreter `concept-map`: problems to ICD-10-CM through an R4 ConceptMap with conditions (guidelines I.B.1, I.B.13). */
import type { Evidence, Facts, Problem } from '../../chart/index.ts';
import type { CodeStatus } from '../../terminology/index.ts';
import { diagnosis, guideline } from '../draft.ts';
import type { Alternative, DiagnosisSuggestion, Query, Uncoded } from '../model.ts';
import type { ModuleContext, ModuleOutput } from '../module.ts';
import { type Choice, chooseTargets, type Mapping } from './choose-target.ts';
import { type CompiledMap, compileMap, type MapTarget } from './concept-map-table.ts';
import type { Interpreter } from './interpreter.ts';
import { mapQueries, unmatchedQuery } from './map-queries.ts';
import { joinOutputs } from './outputs.ts';
import { situationOf } from './situation.ts';

/** How far a target of each equivalence says what the source says. Starting values; the accuracy bench calibrates. */
const BASE: Readonly<Record<string, number>> = {
  equivalent: 0.92,
  equal: 0.92,
  relatedto: 0.8,
  wider: 0.85,
  subsumes: 0.85,
  narrower: 0.6,
  specializes: 0.6,
  inexact: 0.65,
};

export const conceptMap: Interpreter = (table, manifest) => {
  const map = compileMap(table, manifest);
  return (facts, context) => joinOutputs(context.problems.map((p) => mapProblem(p, map, facts, context)));
};

function mapProblem(problem: Problem, map: CompiledMap, facts: Facts, context: ModuleContext): ModuleOutput {
  const elements = problem.concept.codings.flatMap((c) => map.get(c.system ?? '')?.get(c.code) ?? []);
  if (elements.length === 0) return {};
  const situation = situationOf(problem, facts);
  const outputs = elements.map((e) => mapElement({ problem, element: e, situation, context }));
  return oneConcept(outputs);
}

/** Several codings of one CodeableConcept are translations of one thing (R4 datatypes.html): one of them speaks. */
function oneConcept(outputs: readonly ModuleOutput[]): ModuleOutput {
  const coded = outputs.filter((o) => (o.diagnoses ?? []).length > 0);
  const [best] = [...coded].sort((a, b) => confidenceOf(b) - confidenceOf(a));
  if (!best) return outputs[0] ?? {};
  const own = new Set((best.diagnoses ?? []).map((d) => d.code));
  const others = coded.flatMap((o) => o.diagnoses ?? []).filter((d) => !own.has(d.code));
  const alternatives = others.map((d) => ({
    code: d.code,
    why: 'Another coding of the same entry maps to it.',
  }));
  return {
    ...best,
    diagnoses: (best.diagnoses ?? []).map((d) => ({
      ...d,
      alternatives: unique([...d.alternatives, ...alternatives]),
    })),
  };
}

const confidenceOf = (o: ModuleOutput): number =>
  Math.max(0, ...(o.diagnoses ?? []).map((d) => d.confidence));

const unique = (all: readonly Alternative[]): readonly Alternative[] => [
  ...new Map(all.map((a) => [a.code, a])).values(),
];

function mapElement(mapping: Mapping): ModuleOutput {
  const choice = chooseTargets(mapping);
  if (choice.targets.length === 0) return noTarget(mapping, choice);
  const queries = mapQueries(mapping, choice);
  return { diagnoses: choice.targets.map((t) => suggestion(mapping, t, choice, queries)) };
}

function suggestion(
  m: Mapping,
  t: MapTarget,
  choice: Choice,
  queries: readonly Query[],
): DiagnosisSuggestion {
  const { problem, element, situation, context } = m;
  const sided = t.conditions.some((c) => c.property === 'side' && c.value !== 'unspecified');
  const byEpisode = t.conditions.some((c) => c.property === 'episode');
  const section = sided ? 'I.B.13' : byEpisode ? 'I.C.19.a' : 'I.B.1';
  const evidence: Evidence[] = [...problem.evidence];
  if (sided) evidence.push(...(problem.side?.evidence ?? []));
  if (byEpisode) evidence.push(...situation.episode.evidence);
  return diagnosis(
    {
      code: t.code,
      problems: [problem.id],
      confidence: confidence(t, choice, context, byEpisode && !situation.episode.known),
      evidence,
      rule: context.rule(`map-${element.code}`, guideline(section, context.on)),
      alternatives: [...choice.others.map(alternativeOf), ...(byEpisode ? otherEpisodes(m, t) : [])],
      queries,
    },
    context.terminology,
    context.on,
  );
}

const alternativeOf = (t: MapTarget): Alternative => ({
  code: t.code,
  why: `Also a target of the map: ${t.display}.`,
});

/** Which episode was taken, and on what basis, stands beside the codes of the other episodes. */
function otherEpisodes({ element, situation, context }: Mapping, chosen: MapTarget): readonly Alternative[] {
  const stem = chosen.code.slice(0, -1);
  return element.targets
    .filter((t) => t.code !== chosen.code && t.code.startsWith(stem) && billable(t, context))
    .map((t) => ({ code: t.code, why: situation.episode.basis }));
}

const statusOf = (t: MapTarget, { terminology, on }: ModuleContext): CodeStatus =>
  terminology.icd10cm.status(t.code, on);
const billable = (t: MapTarget, context: ModuleContext): boolean => statusOf(t, context).kind === 'active';

function confidence(t: MapTarget, choice: Choice, context: ModuleContext, episodeTaken: boolean): number {
  const base = BASE[t.equivalence] ?? 0.8;
  const penalties = [
    choice.sideMissing.length > 0 ? 0.85 : 1,
    statusOf(t, context).kind === 'cannot-tell' ? 0.7 : 1,
    episodeTaken ? 0.9 : 1,
    t.question ? 0.85 : 1,
  ];
  return Number(penalties.reduce((a, b) => a * b, base).toFixed(3));
}

function noTarget(m: Mapping, choice: Choice): ModuleOutput {
  const { problem, element, context } = m;
  const say = (reason: Uncoded['reason'], explanation: string, section: string): Uncoded => ({
    about: problem.id,
    reason,
    explanation,
    citation: guideline(section, context.on),
    evidence: problem.evidence,
  });
  if (choice.unbillable) {
    const why = `${choice.unbillable.code}, to which ${element.display} maps, is not billable on ${context.on}.`;
    return { uncoded: [say('unbillable', why, 'I.B.2')] };
  }
  const query = unmatchedQuery(m, choice);
  if (query) {
    return {
      uncoded: [say('needs-query', query.question, query.citation.section)],
      queries: [query],
    };
  }
  const why = element.unmatched?.comment || 'no target of the map fits this patient and encounter.';
  return { uncoded: [say('unmapped', `${element.display} (${element.code}): ${why}`, 'I.B.1')] };
}
