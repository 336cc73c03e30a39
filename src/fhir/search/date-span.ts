/** Dates as searches compare them (R4 search.html#date): every date is a span, and a prefix compares two spans. */

/** Milliseconds since 1970; `to` is the first instant after the span. */
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
  if (!exists(year, month, day) || !isTime(hour, minute, second)) return undefined;
  if (m === undefined) return { from: utc(year), to: utc(year + 1) };
  if (d === undefined) return { from: utc(year, month), to: utc(year, month + 1) };
  const start = utc(year, month, day);
  if (hour === undefined) return { from: start, to: start + DAY };
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second ?? 0);
  const from = start + time * 1000 + Math.trunc(Number(fraction ?? 0) * 1000) - offset(zone);
  return { from, to: from + (second === undefined ? 60_000 : fraction === undefined ? 1000 : 1) };
}

const DAY = 86_400_000;

/** `Date.UTC` takes a year below 100 for one of the last century. */
const utc = (year: number, month = 0, day = 1): number =>
  new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(year, month, day);

/** The 30th of February is no day, though `Date` would make one of it. */
const exists = (year: number, month: number, day: number): boolean =>
  year > 0 && new Date(utc(year, month, day)).toISOString().slice(5, 10) === `${two(month + 1)}-${two(day)}`;

const two = (n: number): string => String(n).padStart(2, '0');

/** 60 is a leap second. */
const isTime = (hour = '0', minute = '0', second = '0'): boolean =>
  Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;

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
export function dateMatches(prefix: string, wanted: Span, target: Span): boolean {
  switch (prefix) {
    case 'eq':
      return wanted.from <= target.from && target.to <= wanted.to;
    case 'ne':
      return !(wanted.from <= target.from && target.to <= wanted.to);
    case 'gt':
      return target.to > wanted.to;
    case 'lt':
      return target.from < wanted.from;
    case 'ge':
      return target.to > wanted.from;
    case 'le':
      return target.from < wanted.to;
    case 'sa':
      return target.from >= wanted.to;
    case 'eb':
      return target.to <= wanted.from;
    case 'ap':
      return target.from < wanted.to && target.to > wanted.from;
    default:
      return false;
  }
}
