/** A ConceptMap made ready: per source system, each code with its targets and the conditions they depend on. */
import { type ConceptMap, canonicalSystem, SYSTEM } from '../../fhir/index.ts';
import { type Icd10CmCode, icd10CmCode } from '../../terminology/index.ts';
import type { ModuleManifest } from '../module.ts';
import { CONCEPT_MAP_SCHEMA } from './concept-map.schema.ts';
import { badTable, readTable } from './interpreter.ts';
import { type Condition, conditionOf } from './situation.ts';

export interface MapTarget {
  readonly code: Icd10CmCode;
  readonly display: string;
  readonly equivalence: string;
  /** The question of a `query: …` comment: the record should say more before the code is relied on. */
  readonly question: string | undefined;
  readonly conditions: readonly Condition[];
}

export interface MapElement {
  readonly code: string;
  readonly display: string;
  readonly targets: readonly MapTarget[];
  /** Why a target is marked unmatched or disjoint, and the question asked in its place. */
  readonly unmatched: { readonly comment: string; readonly question: string | undefined } | undefined;
}

/** Source system → source code → element. */
export type CompiledMap = ReadonlyMap<string, ReadonlyMap<string, MapElement>>;

type Group = NonNullable<ConceptMap['group']>[number];
type Element = NonNullable<Group['element']>[number];
type Target = NonNullable<Element['target']>[number];

const NO_MATCH = ['unmatched', 'disjoint'];
const QUERY = /^query:\s*/i;

export function compileMap(table: unknown, manifest: ModuleManifest): CompiledMap {
  const map = readTable<ConceptMap>(table, CONCEPT_MAP_SCHEMA, manifest);
  const systems = new Map<string, Map<string, MapElement>>();
  for (const [i, group] of (map.group ?? []).entries()) {
    const source = canonicalSystem(group.source);
    if (!source || canonicalSystem(group.target) !== SYSTEM.icd10cm) {
      throw badTable(manifest, `group[${i}] must map a code system to ${SYSTEM.icd10cm}`);
    }
    const elements = systems.get(source) ?? new Map<string, MapElement>();
    for (const element of group.element ?? []) addElement(elements, element, manifest);
    systems.set(source, elements);
  }
  return systems;
}

function addElement(all: Map<string, MapElement>, element: Element, manifest: ModuleManifest): void {
  const code = element.code ?? '';
  if (all.has(code)) throw badTable(manifest, `element ${code} stands twice`);
  const display = element.display ?? code;
  const given = element.target ?? [];
  const targets = given.filter((t) => !NO_MATCH.includes(t.equivalence ?? ''));
  const none = given.find((t) => NO_MATCH.includes(t.equivalence ?? ''));
  const comment = none?.comment ?? '';
  all.set(code, {
    code,
    display,
    targets: targets.map((t) => targetOf(t, code, manifest)),
    unmatched: none && { comment: comment.replace(QUERY, ''), question: questionOf(comment) },
  });
}

function targetOf(target: Target, element: string, manifest: ModuleManifest): MapTarget {
  const code = icd10CmCode(target.code ?? '');
  if (!code) throw badTable(manifest, `element ${element}: ${target.code} is not an ICD-10-CM code`);
  return {
    code,
    display: target.display ?? code,
    equivalence: target.equivalence ?? 'relatedto',
    question: questionOf(target.comment ?? ''),
    conditions: (target.dependsOn ?? []).map(({ property = '', value = '' }) => {
      const condition = conditionOf(property, value);
      if (condition) return condition;
      throw badTable(manifest, `element ${element}: dependsOn ${property} = ${value} is not understood`);
    }),
  };
}

const questionOf = (comment: string): string | undefined =>
  QUERY.test(comment) ? comment.replace(QUERY, '') : undefined;
