/** Date search parameters (R4 search.html#date, #prefix): spans of time compared by prefix. */
import { Operator } from '@medplum/core';

/** A half-open span of milliseconds since the epoch: the precision of a date is part of its meaning. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const SHAPE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

/** The span a FHIR date, dateTime or instant covers; without a zone it is taken as UTC. Undefined when it is none. */
export function spanOf(text: string): Span | undefined {
  // A `+` that a caller left unescaped in a URL arrives as a space.
  const match = SHAPE.exec(text.trim().replace(' ', '+'));
  if (!match) return undefined;
  const [, y, m, d, hour, minute, second, fraction, zone] = match;
  const year = Number(y);
  const month = Number(m ?? 1) - 1;
  const day = Number(d ?? 1);
  if (m === undefined) return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) };
  if (d === undefined) return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) };
  if (hour === undefined) return { from: Date.UTC(year, month, day), to: Date.UTC(year, month, day + 1) };
  const from =
    Date.UTC(year, month, day, Number(hour), Number(minute), Number(second ?? 0)) +
    Math.trunc(Number(fraction ?? 0) * 1000) -
    offset(zone);
  return { from, to: from + (second === undefined ? 60_000 : fraction === undefined ? 1000 : 1) };
}

function offset(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000;
}

/** The spans of an element: date, dateTime, instant, Period (open ends reach to infinity) or Timing. */
export function spansOfValue(value: unknown): readonly Span[] {
  if (typeof value === 'string') return [spanOf(value) ?? []].flat();
  if (value === null || typeof value !== 'object') return [];
  const v = value as { start?: string; end?: string; event?: string[]; repeat?: { boundsPeriod?: unknown } };
  if (v.event || v.repeat) return [...(v.event ?? []), v.repeat?.boundsPeriod].flatMap(spansOfValue);
  const start = v.start === undefined ? undefined : spanOf(v.start);
  const end = v.end === undefined ? undefined : spanOf(v.end);
  if (!start && !end) return [];
  return [{ from: start?.from ?? -Infinity, to: end?.to ?? Infinity }];
}

/** Whether a target span answers a search with the prefix. `ge` and `le` take a span that reaches into the wanted one. */
export function dateMatches(prefix: Operator, wanted: Span, target: Span): boolean {
  switch (prefix) {
    case Operator.EQUALS:
      return wanted.from <= target.from && target.to <= wanted.to;
    case Operator.NOT_EQUALS:
      return !(wanted.from <= target.from && target.to <= wanted.to);
    case Operator.GREATER_THAN:
      return target.to > wanted.to;
    case Operator.LESS_THAN:
      return target.from < wanted.from;
    case Operator.GREATER_THAN_OR_EQUALS:
      return target.to > wanted.from;
    case Operator.LESS_THAN_OR_EQUALS:
      return target.from < wanted.to;
    case Operator.STARTS_AFTER:
      return target.from >= wanted.to;
    case Operator.ENDS_BEFORE:
      return target.to <= wanted.from;
    case Operator.APPROXIMATELY:
      return target.from < wanted.to && target.to > wanted.from;
    default:
      return false;
  }
}
