/** The query of a search → what is asked (R4 search.html): filters, order, page and what comes along. What is not known is refused or left out of `self`. */
import type { SearchFilter, SearchSort } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Pair } from './links.ts';
import { readFilter, refused } from './read-filter.ts';
import { type Include, readInclude } from './read-include.ts';
import { allParameters, type ServedType } from './served-type.ts';

export interface OwnSearch {
  readonly filters: readonly SearchFilter[];
  readonly sort: readonly SearchSort[];
  readonly count: number;
  /** The matches themselves are not asked for. */
  readonly countOnly: boolean;
  readonly total: boolean;
  readonly elements: readonly string[] | undefined;
  readonly includes: readonly Include[];
  readonly cursor: string | undefined;
  /** The parameters that were understood, as they were sent: the `self` link. */
  readonly understood: readonly Pair[];
}

export interface ReadOptions {
  /** Our own address, without a slash at its end. */
  readonly base: string;
  /** `Prefer: handling=strict`. */
  readonly strict: boolean;
}

const MOST_PARAMETERS = 100;
const DEFAULT_COUNT = 50;
export const MOST_COUNT = 1000;

export function readSearch(served: ServedType, pairs: readonly Pair[], options: ReadOptions): OwnSearch {
  if (pairs.length > MOST_PARAMETERS)
    throw refused('query', `a search takes at most ${MOST_PARAMETERS} parameters`);
  const search = new Reading(served, options);
  for (const pair of pairs) search.take(pair);
  return search.done();
}

/** Result parameters may stand once only: of two, one would have to be passed over. */
class Reading {
  readonly #served: ServedType;
  readonly #options: ReadOptions;
  readonly #filters: SearchFilter[] = [];
  readonly #includes: Include[] = [];
  readonly #results = new Map<string, string>();
  readonly #understood: Pair[] = [];

  constructor(served: ServedType, options: ReadOptions) {
    this.#served = served;
    this.#options = options;
  }

  take([name, value]: Pair): void {
    if (!this.#read(name, value)) unknownParameter(name, this.#options);
    else if (!HIDDEN.has(name)) this.#understood.push([name, value]);
  }

  #read(name: string, value: string): boolean {
    const [code, modifier] = splitName(name);
    const parameter = allParameters(this.#served).find((p) => p.code === code);
    if (parameter) this.#filters.push(readFilter(parameter, modifier, value, this.#options.base));
    else if (code === '_include' || code === '_revinclude')
      this.#includes.push(readInclude(this.#served, code, modifier, value));
    else if (RESULT.has(name)) this.#once(name, value);
    else return false;
    return true;
  }

  #once(name: string, value: string): void {
    if (this.#results.has(name)) throw refused(name, 'it stands more than once');
    this.#results.set(name, value);
  }

  done(): OwnSearch {
    const count = countOf(this.#results.get('_count'));
    const summary = summaryOf(this.#results.get('_summary'));
    const total = this.#results.get('_total') ?? 'accurate';
    if (!['none', 'estimate', 'accurate'].includes(total))
      throw refused('_total', 'it takes none, estimate or accurate');
    return {
      filters: this.#filters,
      sort: sortOf(this.#served, this.#results.get('_sort')),
      count,
      countOnly: summary || count === 0,
      total: total !== 'none' || summary || count === 0,
      elements: elementsOf(this.#served, this.#results.get('_elements')),
      includes: this.#includes,
      cursor: this.#results.get('_cursor'),
      understood: this.#understood,
    };
  }
}

const RESULT: ReadonlySet<string> = new Set([
  ...['_count', '_sort', '_total', '_summary', '_elements', '_cursor', '_format', '_pretty'],
]);
/** The place in the list is of one page, not of the search. */
const HIDDEN: ReadonlySet<string> = new Set(['_cursor']);

function splitName(name: string): readonly [string, string | undefined] {
  const at = name.indexOf(':');
  return at < 0 ? [name, undefined] : [name.slice(0, at), name.slice(at + 1)];
}

/** R4 search.html#errors: the caller says whether a parameter that is not served is an error. */
export function unknownParameter(name: string, { strict }: Pick<ReadOptions, 'strict'>): void {
  if (strict) throw new ClaimwrightError('CW-8501', { parameter: name.slice(0, 64) });
}

/** A page larger than the largest is answered with the largest: R4 leaves that to the server. */
export function countOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_COUNT;
  if (!/^\d{1,9}$/.test(text)) throw refused('_count', 'it takes a whole number');
  return Math.min(Number(text), MOST_COUNT);
}

/** Of the summaries only the count is made; `false` is what is sent anyway. */
function summaryOf(text: string | undefined): boolean {
  if (text !== undefined && text !== 'count' && text !== 'false')
    throw refused('_summary', 'it takes count or false');
  return text === 'count';
}

function sortOf({ dated }: ServedType, text: string | undefined): readonly SearchSort[] {
  if (text === undefined) return [];
  const rules = text.split(',').map((rule): SearchSort => {
    const descending = rule.startsWith('-');
    const by = descending ? rule.slice(1) : rule;
    if (by !== '_lastUpdated' && by !== dated) throw refused('_sort', `it takes _lastUpdated and ${dated}`);
    return { by: by === dated ? 'dated' : 'updated', descending };
  });
  if (new Set(rules.map(({ by }) => by)).size < rules.length) throw refused('_sort', 'a rule stands twice');
  return rules;
}

function elementsOf({ type }: ServedType, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim().replace(new RegExp(`^${type}\\.`), ''));
  if (names.some((name) => !/^[A-Za-z]{1,64}$/.test(name)))
    throw refused('_elements', 'it takes names of elements');
  return names;
}
