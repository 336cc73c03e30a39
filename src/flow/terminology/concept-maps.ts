/** The ConceptMaps among the tables of the mapping modules, with the days on which each speaks. */
import { type ConceptMap, canonicalSystem } from '../../fhir/index.ts';
import type { MappingModule } from '../../suggest/index.ts';

export type Group = NonNullable<ConceptMap['group']>[number];
export type Element = NonNullable<Group['element']>[number];
export type Target = NonNullable<Element['target']>[number];

export interface HeldMap {
  readonly map: ConceptMap;
  readonly effective: MappingModule['manifest']['effective'];
}

export const conceptMapsOf = (modules: readonly MappingModule[]): readonly HeldMap[] =>
  modules.flatMap(({ manifest, tables }) =>
    Object.values(tables).flatMap((table) =>
      isConceptMap(table) ? [{ map: table, effective: manifest.effective }] : [],
    ),
  );

const isConceptMap = (table: unknown): table is ConceptMap =>
  (table as { resourceType?: unknown } | null)?.resourceType === 'ConceptMap';

/** The groups of a map that lead from a system, and to a system where one is asked for. */
export const groupsFrom = (map: ConceptMap, source: string, target: string | undefined): readonly Group[] =>
  (map.group ?? []).filter(
    (group) =>
      canonicalSystem(group.source) === source &&
      (target === undefined || canonicalSystem(group.target) === target),
  );
