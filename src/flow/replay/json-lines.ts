/** Where two JSON values differ, a line for each place: a claim's difference as a person reads it. */

export interface LineDifference {
  /** As `entry[0].resource.item[1].net.value`. */
  readonly at: string;
  /** JSON text; undefined where there is nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function lineDifferences(then: unknown, now: unknown, at = ''): readonly LineDifference[] {
  if (isNode(then) && isNode(now) && Array.isArray(then) === Array.isArray(now)) {
    const keys = new Set([...Object.keys(then), ...Object.keys(now)]);
    return [...keys].flatMap((key) =>
      lineDifferences(own(then, key), own(now, key), Array.isArray(then) ? `${at}[${key}]` : joined(at, key)),
    );
  }
  const [a, b] = [textOf(then), textOf(now)];
  return a === b ? [] : [{ at, before: a, after: b }];
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object';
const own = (node: Node, key: string): unknown => (Object.hasOwn(node, key) ? node[key] : undefined);
const joined = (at: string, key: string): string => (at === '' ? key : `${at}.${key}`);
const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value);
