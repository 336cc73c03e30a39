/** The parameters of an operation (R4 operations.html#request): from the query of a GET or a Parameters resource, read alike. */
import type { CodeableConcept, Coding } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';

/** One parameter as it was sent; nothing of it is trusted yet. */
export interface SentParameter {
  readonly name: string;
  readonly value: unknown;
}

export interface OperationInput {
  readonly names: readonly string[];
  /** The value of a parameter that may stand once, as text; undefined when it was not sent. */
  text(name: string): string | undefined;
  /** Every value of a parameter that may repeat. */
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** A whole number from 0 on. */
  count(name: string): number | undefined;
  coding(name: string): Coding | undefined;
  concept(name: string): CodeableConcept | undefined;
  /** The parts of each repetition of a parameter. */
  parts(name: string): readonly (readonly SentParameter[])[];
}

// Longer than any code, title or canonical of a code system; a search text is cut by the search itself.
const LONGEST = 2_000;
const REPEATS = 50;

/** Where a parameter stands, for OperationOutcome.issue.expression. Only names of ours are put in. */
export const whereIs = (name: string): string => `Parameters.parameter.where(name='${name}')`;

export function refuse(name: string, detail: string): never {
  throw new ClaimwrightError(
    'CW-1004',
    { where: `The parameter ${name}`, detail },
    { expression: whereIs(name) },
  );
}

export function missing(name: string, detail: string): never {
  throw new ClaimwrightError(
    'CW-1003',
    { where: `The parameter ${name}`, detail },
    { expression: whereIs(name) },
  );
}

/** The query of a GET, as Express's simple parser gives it. */
export const queryParameters = (query: Readonly<Record<string, unknown>>): readonly SentParameter[] =>
  Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));

/** The entries of a Parameters resource: whatever its `value[x]` is, else its parts. */
export function bodyParameters(parameter: unknown): readonly SentParameter[] {
  if (parameter === undefined) return [];
  if (!Array.isArray(parameter)) return refuseShape('Parameters.parameter', 'it is not a list');
  return parameter.map((entry: unknown, i) => sent(entry, `Parameters.parameter[${i}]`));
}

function sent(entry: unknown, at: string): SentParameter {
  const { name, part, resource, ...rest } = isObject(entry) ? entry : {};
  if (typeof name !== 'string' || name === '') return refuseShape(at, 'it has no name');
  const values = Object.entries(rest).filter(([key]) => key.startsWith('value'));
  if (values.length > 1) return refuseShape(at, 'it has more than one value');
  return { name, value: values[0]?.[1] ?? part ?? resource };
}

function refuseShape(where: string, detail: string): never {
  throw new ClaimwrightError('CW-1004', { where, detail }, { expression: where });
}

/**
 * Reads what was sent for an operation that takes these names. Another name is refused: a misspelt `date` must not be
 * answered for today. `ignored` are parameters of the standard that change nothing here.
 */
export function operationInput(
  all: readonly SentParameter[],
  takes: readonly string[],
  ignored: readonly string[],
): OperationInput {
  const known = all.filter(({ name }) => !COMMON.has(name) && !ignored.includes(name));
  const stray = known.find(({ name }) => !takes.includes(name));
  if (stray) refuseName(stray.name, takes);
  const named = (name: string): readonly SentParameter[] => known.filter((p) => p.name === name);
  return {
    names: [...new Set(known.map(({ name }) => name))],
    text: (name) => once(named(name), name, asText),
    texts: (name) => atMost(named(name), name).map(({ value }) => asText(value, name)),
    flag: (name) => once(named(name), name, asFlag) ?? false,
    count: (name) => once(named(name), name, asCount),
    coding: (name) => once(named(name), name, asCoding),
    concept: (name) => once(named(name), name, asConcept),
    parts: (name) => atMost(named(name), name).map(({ value }) => asParts(value, name)),
  };
}

/** Parameters of every interaction (R4 http.html#parameters). */
const COMMON = new Set(['_format', '_pretty', '_summary', '_elements']);

function refuseName(name: string, takes: readonly string[]): never {
  const shown = /^[\w$-]{1,40}$/.test(name) ? `The parameter ${name}` : 'A parameter';
  throw new ClaimwrightError(
    'CW-1004',
    { where: shown, detail: `it is not supported here; send ${takes.join(', ')}` },
    { expression: 'Parameters.parameter' },
  );
}

type Reader<T> = (value: unknown, name: string) => T;

function once<T>(all: readonly SentParameter[], name: string, read: Reader<T>): T | undefined {
  if (all.length > 1) return refuse(name, 'it may stand only once');
  const [first] = all;
  return first && read(first.value, name);
}

const atMost = (all: readonly SentParameter[], name: string): readonly SentParameter[] =>
  all.length > REPEATS ? refuse(name, `it may stand at most ${REPEATS} times`) : all;

const asText: Reader<string> = (value, name) => {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') return refuse(name, 'send a primitive value');
  if (text.trim() === '') return refuse(name, 'it is empty');
  return text.length > LONGEST ? refuse(name, `it is longer than ${LONGEST} characters`) : text.trim();
};

const asFlag: Reader<boolean> = (value, name) => {
  const text = asText(value, name);
  return text === 'true' || text === 'false' ? text === 'true' : refuse(name, 'send true or false');
};

const asCount: Reader<number> = (value, name) => {
  const text = asText(value, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(name, 'send a whole number from 0 on');
};

const asCoding: Reader<Coding> = (value, name) => {
  if (!isObject(value)) return refuse(name, 'send a Coding, by POST');
  const code = textOf(value, 'code', name) ?? refuse(name, 'the Coding has no code');
  return { ...optional(value, name, 'system', 'version', 'display'), code };
};

const asConcept: Reader<CodeableConcept> = (value, name) => {
  if (!isObject(value)) return refuse(name, 'send a CodeableConcept, by POST');
  const { coding = [] } = value;
  if (!Array.isArray(coding) || coding.length > REPEATS)
    return refuse(name, `its coding must be a list of at most ${REPEATS}`);
  // A coding of the text alone, or of a system alone, says nothing that could be looked up.
  const coded = coding.filter((c: unknown) => !isObject(c) || c.code !== undefined);
  return { ...optional(value, name, 'text'), coding: coded.map((c: unknown) => asCoding(c, name)) };
};

const asParts: Reader<readonly SentParameter[]> = (value, name) =>
  Array.isArray(value) ? value.map((p: unknown) => sent(p, whereIs(name))) : refuse(name, 'send its parts');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: Readonly<Record<string, unknown>>, key: string, name: string): string | undefined =>
  value[key] === undefined ? undefined : asText(value[key], name);

function optional<K extends string>(
  value: Readonly<Record<string, unknown>>,
  name: string,
  ...keys: readonly K[]
): Partial<Record<K, string>> {
  const found = keys.flatMap((key) => {
    const text = textOf(value, key, name);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(found) as Partial<Record<K, string>>;
}
