/** Times a clinician wrote down: a duration or a span of the clock in the sentence that names what it was spent on (CPT, time). */

export interface SaidMinutes {
  readonly minutes: number;
  readonly words: string;
}

/** Characters of a note that are read for times. */
const CAP = 50_000;

/** Statements of a note, as far as punctuation and lines tell them apart. */
export const statements = (text: string): readonly string[] =>
  text
    .slice(0, CAP)
    .split(/[.;!?](?=\s)|[\r\n]+/)
    .map((s) => s.trim().replace(/\.$/, ''))
    .filter(Boolean);

const DURATION =
  /(?<![\d.:/])(?:(\d{1,2}(?:\.\d{1,2})?)[ -]?(?:hours?|hrs?|h)\b(?:[ ,]{0,2}(?:and )?(\d{1,2})[ -]?(?:minutes?|mins?|m)\b)?|(\d{1,3})[ -]?(?:minutes?|mins?)\b)/i;
const CLOCK =
  /\b(\d{1,2}):(\d{2}) ?([ap]m)? ?(?:-|–|to|until|,? ?(?:stop|end)(?:ped|ed)?(?: time)?:?) ?(\d{1,2}):(\d{2}) ?([ap]m)?\b/i;

interface Found {
  readonly minutes: number;
  readonly end: number;
}

/** The first duration, else the first span of the clock, in a statement. */
export function durationIn(statement: string): Found | undefined {
  const d = DURATION.exec(statement);
  if (d) {
    const minutes = d[3] ? Number(d[3]) : Math.round(Number(d[1]) * 60) + Number(d[2] ?? 0);
    return minutes > 0 ? { minutes, end: d.index + d[0].length } : undefined;
  }
  const c = CLOCK.exec(statement);
  const minutes = c ? between(c) : 0;
  return c && minutes > 0 ? { minutes, end: c.index + c[0].length } : undefined;
}

/** A span that ends before it begins, or takes a day, is a slip of the pen. */
function between([, h1, m1, half1, h2, m2, half2]: readonly (string | undefined)[]): number {
  const end = clock(h2, m2, half2);
  // "1:05 to 1:50 pm": the half of the day is said once for both.
  const begin = clock(h1, m1, half1 ?? (Number(h1) <= Number(h2) ? half2 : undefined));
  return begin === undefined || end === undefined || end - begin > 12 * 60 ? 0 : end - begin;
}

function clock(h = '', m = '', half: string | undefined): number | undefined {
  const hour = half ? (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(h);
  return hour < 24 && Number(m) < 60 ? hour * 60 + Number(m) : undefined;
}

// "Excluding the procedure", "not including teaching": what was left out is not what the time was spent on.
const LEFT_OUT =
  /\b(?:exclu(?:ding|des?|ded|sive of)|not (?:including|counting)|does not include|apart from|separate (?:from|and)|other than|exceeding|in addition to)\b.{0,200}/i;

/** The minutes of the first statement that names the matter, and nothing of what it must not be about. */
export function minutesAbout(text: string, matter: RegExp, unless?: RegExp): SaidMinutes | undefined {
  for (const statement of statements(text)) {
    // Most statements hold no number, and so no time.
    if (!/\d/.test(statement)) continue;
    const kept = statement.replace(LEFT_OUT, ' ');
    const named = matter.exec(kept);
    if (!named || unless?.test(kept)) continue;
    const after = kept.slice(named.index);
    const later = durationIn(after);
    if (later) return { minutes: later.minutes, words: after.slice(0, later.end) };
    const any = durationIn(kept);
    if (any) return { minutes: any.minutes, words: kept.trim() };
  }
  return undefined;
}

const TOTAL =
  /\b(?:total (?:\w+ |face[- ]to[- ]face ){0,2}time|time (?:spent )?(?:\w+ ){0,2}on (?:the )?(?:date|day) of (?:the )?(?:encounter|service|visit)|a total of|in total)\b/i;
const SPENT = /\b(?:(?:i|we) (?:have )?(?:personally )?spent|time spent)\b/i;
/** Matters whose minutes are a service of their own, or nobody's decision making. */
const MATTERS =
  'psychotherapy|therapy|critical care|discharge|smoking|tobacco|cessation|vaping|advance care|procedures?|infusions?|nebuli[sz]\\w{1,3}|care management|monitoring|nurses?|nursing|staff|travel|travell?ing|wait|waiting|waited|resident|transport|an(?:a)?esthesia|tourniquet|surgery|operation|operative|sedation|fluoroscopy|labou?r|screen|exercis\\w{1,3}|sleep|film';
/** Named beside the minutes, not further on in a list of what the visit held ("ordering tests and procedures"). */
const APART = new RegExp(
  `^\\W*(?:${MATTERS})\\b|\\b(?:${MATTERS})\\W{1,3}(?:\\w+\\W{1,3}){0,3}(?:time|minutes|total)\\b|\\b(?:time|minutes?|mins?|hours?|spent)\\W{1,3}(?:\\w+\\W{1,3}){0,4}(?:${MATTERS})\\b`,
  'i',
);

/** The clinician's documented total minutes in a note: what is called the total before what was merely spent. */
export const totalMinutesIn = (text: string): SaidMinutes | undefined =>
  minutesAbout(text, TOTAL, APART) ?? minutesAbout(text, SPENT, APART);
