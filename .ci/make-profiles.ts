/** Fills in the snapshot of each profile in `profiles/` from its base and its differential (R4 profiling.html#snapshot):
 * `node .ci/make-profiles.ts`. A test fails when a snapshot is not what its differential gives. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ElementDefinition } from '@medplum/fhirtypes';
import type { StructureDefinition } from '../src/fhir/index.ts';
import { readConformance, readFhirDefinitions } from '../src/store/definitions.ts';

const FOLDER = fileURLToPath(new URL('../profiles', import.meta.url));

/** The profile with its snapshot. Profiles here restrict elements that the base lists; they add no slices. */
export function withSnapshot(profile: StructureDefinition, base: StructureDefinition): StructureDefinition {
  const changes = new Map((profile.differential?.element ?? []).map((e) => [e.id, e] as const));
  const element = (base.snapshot?.element ?? []).map((e) => merged(e, changes.get(e.id)));
  const unknown = [...changes.keys()].filter((id) => !element.some((e) => e.id === id));
  if (unknown.length > 0)
    throw new Error(`${profile.id} constrains what ${base.type} does not list: ${unknown}`);
  const { differential, snapshot: _, ...head } = profile;
  return { ...head, snapshot: { element }, ...(differential ? { differential } : {}) };
}

/** The base's element as it is restricted. Its short text stands for the definition, which a snapshot must have. */
function merged(base: ElementDefinition, change: ElementDefinition | undefined): ElementDefinition {
  const { constraint: more = [], ...rest } = change ?? ({} as Partial<ElementDefinition>);
  const constraint = [...(base.constraint ?? []).map(({ xpath: _, ...c }) => c), ...more];
  const { extension: _, binding, type, ...kept } = base;
  return {
    ...kept,
    ...(type ? { type } : {}),
    ...(binding ? { binding: { strength: binding.strength, valueSet: binding.valueSet } } : {}),
    ...rest,
    definition: rest.short ?? base.short ?? base.path,
    ...(constraint.length > 0 ? { constraint } : {}),
  } as ElementDefinition;
}

/** The profiles of the folder that restrict a resource type, each with the snapshot it should have. */
export function profilesWithSnapshots(): readonly StructureDefinition[] {
  const profiles = readConformance(FOLDER).filter(
    (r): r is StructureDefinition => r.resourceType === 'StructureDefinition' && r.type !== 'Extension',
  );
  const { base } = readFhirDefinitions([...new Set(profiles.map((p) => p.type))], FOLDER);
  return profiles.map((profile) => {
    const parent = base.find((b) => b.url === profile.baseDefinition);
    if (!parent) throw new Error(`${profile.id} has no base definition at hand: ${profile.baseDefinition}`);
    return withSnapshot(profile, parent);
  });
}

if (import.meta.main) {
  for (const profile of profilesWithSnapshots())
    writeFileSync(
      `${FOLDER}/StructureDefinition-${profile.id}.json`,
      `${JSON.stringify(profile, null, 2)}\n`,
    );
}
