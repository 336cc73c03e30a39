/** What sequencing looks at: the codes of the encounter, the record around them, and each problem by its id. */
import type { Facts, Problem } from '../../chart/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import type { Terminology } from '../../terminology/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';

export interface Scene {
  readonly facts: Facts;
  readonly terminology: Terminology;
  readonly on: ServiceDate;
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly inpatient: boolean;
  /** Problem id → the problem and its place in the record. */
  readonly problems: ReadonlyMap<string, { readonly problem: Problem; readonly place: number }>;
  /** Problem id → how many services of the encounter were for it. */
  readonly services: ReadonlyMap<string, number>;
  has(test: (code: string) => boolean): boolean;
}

export function sceneOf(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
  terminology: Terminology,
  on: ServiceDate,
): Scene {
  const services = new Map<string, number>();
  for (const s of facts.services) for (const id of s.reasons) services.set(id, (services.get(id) ?? 0) + 1);
  return {
    facts,
    terminology,
    on,
    diagnoses,
    inpatient: facts.visit.setting.value === 'inpatient',
    problems: new Map(facts.problems.map((problem, place) => [problem.id, { problem, place }])),
    services,
    has: (test) => diagnoses.some((d) => test(d.code)),
  };
}

export const problemsOf = (d: DiagnosisSuggestion, { problems }: Scene) =>
  d.problems.flatMap((id) => problems.get(id) ?? []);

/** A band of the order, and the guideline that puts a code there. Bands run from 0, which leads, to 9. */
export interface Placing {
  readonly band: number;
  readonly rule: string;
  readonly section: string;
  readonly why: string;
}

export type PlacingRule = (d: DiagnosisSuggestion, scene: Scene) => Placing | undefined;
