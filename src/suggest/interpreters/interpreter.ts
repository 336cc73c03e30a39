/** What an interpreter of mapping tables is, and how each checks its table once, at load. */
import { Ajv, type ErrorObject, type SchemaObject } from 'ajv';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { ModuleManifest, SuggestFunction } from '../module.ts';

/** Checks and compiles a table when the module is loaded; the function it gives back only reads. */
export type Interpreter = (table: unknown, manifest: ModuleManifest) => SuggestFunction;

/** The table as its type, or CW-3001 naming the row at fault. */
export function readTable<T>(table: unknown, schema: SchemaObject, manifest: ModuleManifest): T {
  const validate = new Ajv({ strict: false }).compile<T>(schema);
  if (validate(table)) return table;
  throw badTable(manifest, sentence(table, validate.errors?.[0]));
}

export const badTable = (manifest: ModuleManifest, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-3001', { module: manifest.id, detail });

function sentence(table: unknown, error: ErrorObject | undefined): string {
  const extra = (error?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
  const what = `${error?.message ?? 'is not readable'}${extra ? ` (${extra})` : ''}`;
  return `${nameOf(table, error?.instancePath ?? '')} ${what}`;
}

/** `rows[3] (htn-ckd) when`: the path with the id or code of the row it leads through, which a person can search for. */
function nameOf(table: unknown, path: string): string {
  let at: unknown = table;
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => {
      at = (at as Readonly<Record<string, unknown>> | undefined)?.[part];
      const named = at as { id?: unknown; code?: unknown } | undefined;
      const name = [named?.id, named?.code].find((n) => typeof n === 'string');
      return `${/^\d+$/.test(part) ? `[${part}]` : part}${name ? ` (${name})` : ''}`;
    });
  return parts.length === 0 ? 'the table' : parts.join(' ').replaceAll(' [', '[');
}
