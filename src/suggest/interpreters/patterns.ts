/** Patterns of ICD-10-CM codes in decision tables: `E11.9`, `I50.-`, `N18.1..N18.4`, and several with `|`. */

/** Codes from one to another by their characters, both included; `below`: with all that lies below the last. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly below: boolean;
}

/** Whether a dotted code is meant. */
export interface CodeTest {
  (code: string): boolean;
  /** The same in dotless codes. */
  readonly spans: readonly Span[];
}

const ONE = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/;
const PREFIX = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{0,3})?-$/;

/** The test of a pattern, or undefined when it is none. */
export function codeTest(pattern: string): CodeTest | undefined {
  const spans = pattern.split('|').map((part) => single(part.trim()));
  if (spans.some((s) => s === undefined)) return undefined;
  const all = spans.flatMap((s) => s ?? []);
  return Object.assign((code: string) => within(code.replace('.', ''), all), { spans: all });
}

const within = (plain: string, spans: readonly Span[]): boolean =>
  spans.some((s) => plain >= s.from && endsIn(plain, s));

const endsIn = (plain: string, { to, below }: Span): boolean =>
  plain <= to || (below && plain.startsWith(to));

function single(pattern: string): Span | undefined {
  const [from = '', to] = pattern.split('..');
  if (to !== undefined) return range(from, to);
  const plain = pattern.replace(/[.-]/g, '');
  if (ONE.test(pattern)) return { from: plain, to: plain, below: false };
  return PREFIX.test(pattern) ? { from: plain, to: plain, below: true } : undefined;
}

/** Inclusive, with everything below either end. */
function range(from: string, to: string): Span | undefined {
  if (!ONE.test(from) || !ONE.test(to)) return undefined;
  const [low, high] = [from.replace('.', ''), to.replace('.', '')];
  return low <= high ? { from: low, to: high, below: true } : undefined;
}

/** Codes as tests ask for them. */
export interface Asked {
  /** Whether any of them is meant. */
  any(test: CodeTest): boolean;
  /** The places of those that are meant by any of some tests, in order. */
  places(tests: readonly CodeTest[]): readonly number[];
}

/** Some codes sorted once: a chart's are held against a thousand patterns. */
export function askedOf(codes: readonly string[]): Asked {
  const placed = new Map<string, number[]>();
  for (const [at, code] of codes.entries()) {
    const plain = code.replace('.', '');
    placed.set(plain, [...(placed.get(plain) ?? []), at]);
  }
  const sorted = [...placed.keys()].sort();
  return {
    any: ({ spans }) => spans.some((s) => startsIn(sorted, firstFrom(sorted, s.from), s)),
    places: (tests) => {
      const found = new Set(tests.flatMap(({ spans }) => spans.flatMap((s) => codesIn(sorted, s))));
      return [...found].flatMap((plain) => placed.get(plain) ?? []).sort((a, b) => a - b);
    },
  };
}

function startsIn(sorted: readonly string[], at: number, span: Span): boolean {
  const plain = sorted[at];
  return plain !== undefined && endsIn(plain, span);
}

/** What lies below the last code of a span stands right behind it. */
function codesIn(sorted: readonly string[], span: Span): readonly string[] {
  const from = firstFrom(sorted, span.from);
  let to = from;
  while (startsIn(sorted, to, span)) to += 1;
  return sorted.slice(from, to);
}

function firstFrom(sorted: readonly string[], low: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < low) from = middle + 1;
    else to = middle;
  }
  return from;
}
