/** One search parameter of a URL → what a store is asked (R4 search.html#ptypes, #modifiers, #prefix). */
import {
  DATE_PREFIXES,
  type DatePrefix,
  literalOf,
  type SearchFilter,
  type SearchParameterRow,
  spanOf,
  type Wanted,
} from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { splitValue, unescaped } from './split.ts';

/** More alternatives than anybody writes by hand; a list of ids goes in pages. */
const MOST_VALUES = 200;

const MODIFIERS: Readonly<Record<SearchParameterRow['type'], readonly string[]>> = {
  token: ['not', 'missing'],
  reference: ['missing', 'identifier'],
  date: ['missing'],
  string: ['missing', 'exact', 'contains'],
  uri: ['missing'],
};

export const refused = (parameter: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-8502', { parameter: parameter.slice(0, 64), detail });

/** `modifier`: what stands behind the colon; `base`: our own address, so that an absolute reference to us is one. */
export function readFilter(
  parameter: SearchParameterRow,
  modifier: string | undefined,
  text: string,
  base: string,
): SearchFilter {
  const { code, type } = parameter;
  checkModifier(parameter, modifier);
  if (modifier === 'missing') return missing(code, text);
  const values = splitValue(text, ',');
  if (values.length > MOST_VALUES) throw refused(code, `it takes at most ${MOST_VALUES} values`);
  if (text.includes('\0')) throw refused(code, 'it holds a character that no text has');
  if (values.some((v) => v.trim() === '')) throw refused(code, 'a value is empty');
  const named = type === 'reference' && modifier !== undefined && /^[A-Z]/.test(modifier);
  const read = (value: string): Wanted => {
    if (type === 'token' || modifier === 'identifier') return token(code, value);
    if (type === 'date') return date(code, value);
    if (type === 'reference') return reference(code, value, named ? modifier : undefined, base);
    return type === 'uri' ? { kind: 'uri', value: unescaped(value) } : string(value, modifier);
  };
  return {
    parameter: modifier === 'identifier' ? `${code}:identifier` : code,
    test: modifier === 'not' ? 'none' : 'any',
    wanted: values.map(read),
  };
}

/** A modifier that is not known changes the meaning: it is refused however lenient the caller is. */
function checkModifier({ code, type }: SearchParameterRow, modifier: string | undefined): void {
  if (modifier === undefined || MODIFIERS[type].includes(modifier)) return;
  if (type === 'reference' && /^[A-Z][A-Za-z]{1,63}$/.test(modifier)) return;
  throw refused(code, 'this modifier is not served');
}

function missing(code: string, text: string): SearchFilter {
  if (text !== 'true' && text !== 'false') throw refused(code, ':missing takes true or false');
  return { parameter: code, test: text === 'true' ? 'missing' : 'present', wanted: [] };
}

/** `code`, `system|code`, `|code` (without a system) or `system|` (any code of it). */
function token(parameter: string, text: string): Wanted {
  const [first = '', second] = splitValue(text, '|', 2).map(unescaped);
  if (second === undefined) return { kind: 'token', system: undefined, value: first };
  if (first === '' && second === '') throw refused(parameter, 'it takes a code, a system or both');
  return { kind: 'token', system: first, value: second === '' ? undefined : second };
}

function date(parameter: string, text: string): Wanted {
  const prefix = /^[a-z]{2}/.exec(text)?.[0] ?? 'eq';
  const known = DATE_PREFIXES.find((p): p is DatePrefix => p === prefix);
  const span = spanOf(/^[a-z]{2}/.test(text) ? text.slice(2) : text);
  if (!known || !span)
    throw refused(parameter, `it takes a date after one of ${DATE_PREFIXES.join(', ')} or none`);
  return { kind: 'date', prefix: known, ...span };
}

/**
 * `id`, `Type/id` or an absolute address. The first two find the resource wherever it lies, as claims name patients of
 * the EHRs; an absolute address means that one server.
 */
function reference(parameter: string, text: string, type: string | undefined, base: string): Wanted {
  const value = unescaped(text.trim());
  if (/^[A-Za-z0-9\-.]{1,64}$/.test(value)) return { kind: 'reference', type, id: value, exact: undefined };
  const ours = value.startsWith(`${base}/`) ? value.slice(base.length + 1) : value;
  const literal = literalOf(ours);
  if (type !== undefined && literal?.split('/')[0] !== type)
    throw refused(parameter, 'the value is of another type than the modifier says');
  if (/^[a-z][a-z0-9+.-]*:/i.test(ours))
    return { kind: 'reference', type: undefined, id: undefined, exact: ours };
  if (literal === undefined) throw refused(parameter, 'it takes an id, Type/id or an address');
  const [named, id] = literal.split('/');
  // Relative to us: the type's own resources are kept as `Type/id`.
  return { kind: 'reference', type: named, id, exact: ours === value ? undefined : literal };
}

const string = (text: string, modifier: string | undefined): Wanted => ({
  kind: 'string',
  how: modifier === 'exact' ? 'exact' : modifier === 'contains' ? 'contains' : 'starts',
  text: unescaped(text),
});
