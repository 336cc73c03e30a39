/** Patterns of ICD-10-CM codes in decision tables: `E11.9`, `I50.-`, `N18.1..N18.4`, and several with `|`. */

/** Whether a dotted code is meant. */
export type CodeTest = (code: string) => boolean;

const ONE = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/;
const PREFIX = /^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{0,3})?-$/;

/** The test of a pattern, or undefined when it is none. */
export function codeTest(pattern: string): CodeTest | undefined {
  const tests = pattern.split('|').map((part) => single(part.trim()));
  if (tests.some((t) => t === undefined)) return undefined;
  return (code) => tests.some((t) => t?.(code.replace('.', '')));
}

function single(pattern: string): CodeTest | undefined {
  const [from = '', to] = pattern.split('..');
  if (to !== undefined) return range(from, to);
  if (ONE.test(pattern)) return exact(pattern);
  return PREFIX.test(pattern) ? prefix(pattern) : undefined;
}

const exact = (pattern: string): CodeTest => {
  const plain = pattern.replace('.', '');
  return (code) => code === plain;
};

const prefix = (pattern: string): CodeTest => {
  const plain = pattern.replace(/[.-]/g, '');
  return (code) => code.startsWith(plain);
};

/** Inclusive, with everything below either end. */
function range(from: string, to: string): CodeTest | undefined {
  if (!ONE.test(from) || !ONE.test(to)) return undefined;
  const [low, high] = [from.replace('.', ''), to.replace('.', '')];
  return low <= high ? (code) => code >= low && (code <= high || code.startsWith(high)) : undefined;
}
