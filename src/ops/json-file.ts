/** A configuration file in JSON: read once, checked by a schema, frozen; every bad key is named, and no value is shown. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type SchemaObject } from 'ajv';
import { ClaimwrightError, deepFreeze, parseJson } from '../kernel/index.ts';

export interface JsonFile {
  /** The environment variable that names the file: what a person looks for when something is wrong. */
  readonly variable: string;
  readonly path: string;
}

const FORMATS = {
  /** A base address: the secrets of a connection have files of their own. */
  'http-base': (text: string) => /^https?:\/\/[^\s?#@]+$/.test(text) && URL.canParse(text),
  https: (text: string) => /^https:\/\/[^\s?#@]+$/.test(text) && URL.canParse(text),
  host: (text: string) => /^[a-z0-9.-]+(?::\d{1,5})?$/i.test(text),
} as const;

/** Throws CW-5001 when the file cannot be read, is no JSON, or is not as the schema says. */
export function readJsonFile<T>(file: JsonFile, schema: SchemaObject): T {
  const value = parsed(file);
  const ajv = new Ajv({ allErrors: true, discriminator: true, formats: FORMATS });
  const validate = ajv.compile(schema);
  if (!validate(value)) throw badKeys(file, (validate.errors ?? []).map(sentence));
  return deepFreeze(value as T);
}

export function badKeys({ variable }: Pick<JsonFile, 'variable'>, all: readonly string[]): ClaimwrightError {
  return new ClaimwrightError('CW-5001', { detail: `${variable}: ${[...new Set(all)].join('; ')}` });
}

function parsed(file: JsonFile): unknown {
  let text: string;
  try {
    text = readFileSync(file.path, 'utf8');
  } catch {
    throw new ClaimwrightError('CW-5001', { detail: `${file.variable} names a file that cannot be read` });
  }
  try {
    return parseJson(text);
  } catch {
    // The parser's words quote the file.
    throw new ClaimwrightError('CW-5001', { detail: `${file.variable} names a file that is not JSON` });
  }
}

function sentence(error: ErrorObject): string {
  const at = error.instancePath.slice(1).replaceAll('/', '.') || 'the file';
  const { additionalProperty, allowedValues, missingProperty, tag } = error.params as {
    readonly additionalProperty?: string;
    readonly allowedValues?: readonly string[];
    readonly missingProperty?: string;
    readonly tag?: string;
  };
  // A key may be a secret that was put at the wrong place: it is shown only when it looks like a key.
  if (additionalProperty !== undefined) return `${at} has no setting ${shown(additionalProperty)}`;
  if (missingProperty !== undefined) return `${at} needs ${missingProperty}`;
  if (tag !== undefined) return `${at}.${tag} is none of its kinds`;
  if (error.keyword === 'format') return `${at} must be ${WANTED[String(error.params.format)] ?? 'valid'}`;
  return `${at} ${error.message ?? 'is not valid'}${allowedValues ? ` (${allowedValues.join(', ')})` : ''}`;
}

const WANTED: Readonly<Record<string, string>> = {
  'http-base': 'an http(s) address without user, query or fragment',
  https: 'an https address without user, query or fragment',
  host: 'a host name, with its port where it is not the usual one',
};

const shown = (key: string): string => (/^[A-Za-z_-]{1,32}$/.test(key) ? key : 'of this name');
