/** A module's cases: a small chart and the codes expected present and absent. The test run and the CLI execute all of them. */
import { chartFromBundle, factsOf } from '../chart/index.ts';
import type { Bundle } from '../fhir/index.ts';
import { type Knowledge, type SuggestionSet, suggest } from './run.ts';

/** `cases/*.json`. */
export interface MappingCase {
  readonly title: string;
  readonly chart: Bundle;
  /** `Encounter/id`, where the chart holds several. */
  readonly encounter?: string;
  readonly expect: {
    /** Codes that must be suggested; a service may carry modifiers: `99213-25`. */
    readonly present?: readonly string[];
    readonly absent?: readonly string[];
    /** Diagnoses that must be suggested in this order; others may stand between them. */
    readonly order?: readonly string[];
    readonly uncoded?: readonly { readonly about: string; readonly reason: string }[];
    /** Ids of queries that must be open. */
    readonly queries?: readonly string[];
    /** Present-on-admission indicators by code; `none` where there must be none. */
    readonly onAdmission?: Readonly<Record<string, string>>;
  };
  /** Ids of rows of mappings/coverage.json that the case shows at work. */
  readonly covers?: readonly string[];
  /** Ids of rows that nearly apply to the chart and must not. */
  readonly nearMiss?: readonly string[];
}

export interface CaseResult {
  readonly title: string;
  /** What was expected and is not so; empty when the case passes. */
  readonly failures: readonly string[];
}

export interface CaseRun extends CaseResult {
  readonly set: SuggestionSet;
}

/** Runs a case with the module alone, or with all modules where a case needs others' codes to stand on. */
export function runCase(mappingCase: MappingCase, knowledge: Knowledge): CaseResult {
  const { title, failures } = caseRun(mappingCase, knowledge);
  return { title, failures };
}

/** The same, with everything that was suggested. */
export function caseRun(mappingCase: MappingCase, knowledge: Knowledge): CaseRun {
  const chart = chartFromBundle(mappingCase.chart, 'case', mappingCase.encounter);
  const set = suggest(factsOf(chart), knowledge);
  return { title: mappingCase.title, failures: compare(mappingCase.expect, set), set };
}

function compare(expect: MappingCase['expect'], set: SuggestionSet): readonly string[] {
  const codes = new Set([...set.diagnoses.map((d) => d.code), ...set.services.flatMap(namesOf)]);
  const queries = new Set(set.queries.map((q) => q.id));
  const reasons = new Set(set.uncoded.map((u) => `${u.about} ${u.reason}`));
  return [
    ...(expect.present ?? [])
      .filter((c) => !codes.has(c))
      .map((c) => `${c} is missing; got ${[...codes].join(', ')}`),
    ...(expect.absent ?? []).filter((c) => codes.has(c)).map((c) => `${c} must not be suggested`),
    ...outOfOrder(expect.order ?? [], set),
    ...(expect.uncoded ?? [])
      .filter((u) => !reasons.has(`${u.about} ${u.reason}`))
      .map((u) => `${u.about} should be uncoded (${u.reason}); got ${[...reasons].join(', ') || 'none'}`),
    ...(expect.queries ?? [])
      .filter((q) => !queries.has(q))
      .map((q) => `query ${q} is not open; got ${[...queries].join(', ')}`),
    ...Object.entries(expect.onAdmission ?? {}).flatMap(([code, wanted]) => {
      const got = set.diagnoses.find((d) => d.code === code)?.onAdmission?.indicator ?? 'none';
      return got === wanted ? [] : [`${code} should be ${wanted} on admission; got ${got}`];
    }),
  ];
}

function outOfOrder(order: readonly string[], { diagnoses }: SuggestionSet): readonly string[] {
  const got = diagnoses.map((d) => d.code).filter((c) => order.includes(c));
  return got.join() === order.join()
    ? []
    : [`the order should be ${order.join(', ')}; got ${got.join(', ')}`];
}

/** A service answers to its code and to its code with modifiers: `99213`, `99213-25`, `99213-25-95`. */
export function namesOf(service: SuggestionSet['services'][number]): readonly string[] {
  const modifiers = service.modifiers.map((m) => m.code);
  return [
    service.code,
    ...modifiers.map((m) => `${service.code}-${m}`),
    ...(modifiers.length > 0 ? [`${service.code}-${modifiers.join('-')}`] : []),
  ];
}
