/** Search parameters as they stand in a URL (R4 search.html): what is not served is refused before the router drops it. */
import type { Bundle } from '../fhir/index.ts';
import type { Parameter, ParameterTable } from './parameters.ts';
import { refused } from './search/match.ts';
import { parameterIn } from './search/select.ts';

const RESULT = [
  '_count',
  '_sort',
  '_total',
  '_summary',
  '_elements',
  '_format',
  '_pretty',
  '_offset',
  '_cursor',
];
const INCLUDE = ['_include', '_revinclude', '_include:iterate', '_revinclude:iterate'];

const MODIFIERS: Readonly<Record<Parameter['type'], readonly string[]>> = {
  token: ['not', 'missing'],
  reference: ['missing'],
  date: ['missing'],
  string: ['exact', 'contains', 'missing'],
  uri: ['missing'],
};

/** `criteria`: the query names a resource to be changed, so it must say at least something about it. */
export function checkQuery(
  parameters: ParameterTable,
  type: string,
  query: string,
  options: { criteria?: boolean } = {},
): void {
  const table = parameters.get(type);
  if (!table) throw refused(`${type.slice(0, 64)} is not served here`);
  const names = [...new URLSearchParams(query).keys()];
  const filters = names.filter((name) => !RESULT.includes(name) && !INCLUDE.includes(name));
  if (options.criteria && filters.length === 0) throw refused('a conditional request needs search criteria');
  for (const name of filters) checkParameter(parameters, table, name);
}

function checkParameter(
  parameters: ParameterTable,
  table: ReadonlyMap<string, Parameter>,
  name: string,
): void {
  const [code = '', modifier] = name.split(':', 2);
  const parameter = parameterIn(table, code);
  if (modifier === undefined || MODIFIERS[parameter.type].includes(modifier)) return;
  if (parameter.type === 'reference' && parameters.has(modifier)) return;
  throw refused(`the modifier :${modifier.slice(0, 64)} is not supported on ${code}`);
}

/** The shape of a batch or transaction, and the queries inside it; what each entry does is the router's matter. */
export function checkBundle(parameters: ParameterTable, bundle: Bundle): void {
  const entries: unknown = bundle.entry;
  if (!Array.isArray(entries)) throw refused('Bundle.entry is missing');
  for (const [i, entry] of entries.entries()) {
    const request = (entry as { request?: Record<string, unknown> } | null)?.request;
    const { method, url, ifNoneExist, ifMatch } = request ?? {};
    if (typeof method !== 'string' || typeof url !== 'string') {
      throw refused(`Bundle.entry[${i}].request needs a method and a url`);
    }
    const [type = '', query] = url.split('?', 2);
    if (query !== undefined) checkQuery(parameters, type, query, { criteria: method !== 'GET' });
    if (ifNoneExist !== undefined) checkQuery(parameters, type, String(ifNoneExist), { criteria: true });
    if (ifMatch !== undefined) checkIfMatch(String(ifMatch));
  }
}

/** The router reads only a quoted version and would take anything else for no condition at all. */
export function checkIfMatch(header: string | undefined): void {
  if (header !== undefined && !/^\s*(?:W\/)?"[^"]+"\s*$/.test(header))
    throw refused('If-Match takes W/"version"');
}
