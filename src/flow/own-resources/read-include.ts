/** `_include` and `_revinclude` (R4 search.html#include): `Type:parameter` or `Type:parameter:TargetType`, among served types. */
import { refused } from './read-filter.ts';
import type { ServedType } from './served-type.ts';
import { servedType } from './served-types.ts';

export interface Include {
  readonly reverse: boolean;
  /** Also from what came along before. */
  readonly iterate: boolean;
  /** The type that holds the reference, and its parameter. */
  readonly source: string;
  readonly parameter: string;
  /** The types it may lead to. */
  readonly targets: readonly string[];
}

export function readInclude(
  { type }: ServedType,
  name: '_include' | '_revinclude',
  modifier: string | undefined,
  text: string,
): Include {
  if (modifier !== undefined && modifier !== 'iterate') throw refused(name, 'this modifier is not served');
  const [source = '', parameter = '', target, more] = text.split(':');
  const all = servedType(source)?.leadsTo.get(parameter);
  const targets = target === undefined ? all : all?.filter((t) => t === target);
  const reverse = name === '_revinclude';
  const iterate = modifier === 'iterate';
  if (!targets || targets.length === 0 || more !== undefined) throw refused(name, 'this is not served');
  // From elsewhere it could find nothing, and an empty answer would look like one.
  const starts = reverse ? targets.includes(type) : source === type;
  if (!starts && !iterate) throw refused(name, `it does not begin at ${type}`);
  return { reverse, iterate, source, parameter, targets };
}
