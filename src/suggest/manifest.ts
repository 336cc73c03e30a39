/** module.json's schema, and the making of a module from its manifest, tables and (optional) own logic. */
import { Ajv, type ErrorObject } from 'ajv';
import { ClaimwrightError, serviceDate } from '../kernel/index.ts';
import { INTERPRETERS } from './interpreters/index.ts';
import type {
  MappingModule,
  ModuleManifest,
  ModuleOutput,
  PrepareFunction,
  SuggestFunction,
} from './module.ts';

const DATE = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } as const;

export const MANIFEST_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'version', 'stage', 'reads', 'suggests', 'effective', 'sources'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    title: { type: 'string', minLength: 5 },
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    stage: { enum: ['problems', 'combinations', 'services', 'modifiers'] },
    reads: { type: 'array', minItems: 1, items: { type: 'string' } },
    suggests: { type: 'array', items: { type: 'string' } },
    effective: {
      type: 'object',
      additionalProperties: false,
      required: ['from'],
      properties: { from: DATE, to: DATE },
    },
    tables: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind', 'file'],
        properties: {
          kind: { enum: [...Object.keys(INTERPRETERS), 'data'] },
          // A plain file name: a manifest from a site's folder must not reach outside it.
          file: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*\\.json$' },
        },
      },
    },
    sources: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['title'],
        properties: { title: { type: 'string' }, section: { type: 'string' }, licence: { type: 'string' } },
      },
    },
  },
} as const;

/** Checks a parsed module.json; throws CW-3001 naming the folder and each bad key. */
export function manifestOf(value: unknown, folder: string): ModuleManifest {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(MANIFEST_SCHEMA);
  if (!validate(value)) throw invalid(folder, (validate.errors ?? []).map(sentence).join('; '));
  const manifest = value as ModuleManifest;
  if (manifest.id !== folder) throw invalid(folder, `its id is ${manifest.id}, not the name of its folder`);
  const { from, to } = manifest.effective;
  for (const day of [from, to ?? from]) {
    if (!serviceDate(day)) throw invalid(folder, `module.json/effective: there is no day ${day}`);
  }
  // It would never run, and nobody would know.
  if (to !== undefined && to < from) throw invalid(folder, 'module.json/effective ends before it begins');
  return manifest;
}

const invalid = (module: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-3001', { module, detail });

function sentence(e: ErrorObject): string {
  const { additionalProperty, allowedValues } = e.params as {
    additionalProperty?: string;
    allowedValues?: readonly string[];
  };
  const detail = additionalProperty ?? allowedValues?.join(', ');
  return `module.json${e.instancePath || '/'} ${e.message ?? ''}${detail ? ` (${detail})` : ''}`;
}

/** A module from its parts: the interpreters of its tables, then its own logic, their outputs side by side. */
export function makeModule(
  manifest: ModuleManifest,
  tables: Readonly<Record<string, unknown>>,
  prepare: PrepareFunction | undefined,
): MappingModule {
  const interpreted = (manifest.tables ?? []).flatMap(({ kind, file }) =>
    kind === 'data' ? [] : [INTERPRETERS[kind](tables[file], manifest)],
  );
  const parts: readonly SuggestFunction[] = prepare ? [...interpreted, prepare(tables)] : interpreted;
  if (parts.length === 0) throw invalid(manifest.id, 'it has neither a table to interpret nor an index.ts');
  return { manifest, tables, suggest: (facts, context) => together(parts.map((p) => p(facts, context))) };
}

function together(outputs: readonly ModuleOutput[]): ModuleOutput {
  const [only] = outputs;
  if (only && outputs.length === 1) return only;
  return {
    diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
    services: outputs.flatMap((o) => o.services ?? []),
    uncoded: outputs.flatMap((o) => o.uncoded ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}
