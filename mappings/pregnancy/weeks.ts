/** How far the pregnancy is, from an observation, a recorded Z3A code or the words of a problem; the trimesters (guideline I.C.15.a.3). */
import {
  daysBetween,
  type Evidence,
  evidence,
  type Facts,
  type Measurement,
  type ModuleContext,
  problemsBehind,
} from '../../src/suggest/module.ts';

export interface Gestation {
  /** Completed days on the day of the visit. */
  readonly days: number;
  readonly from: 'measurement' | 'code' | 'words';
  readonly evidence: readonly Evidence[];
}

export type Trimester = 'first' | 'second' | 'third';

/** First: below 14 weeks 0 days; second: to below 28 weeks 0 days; third: from then on. */
export const trimesterOf = ({ days }: Pick<Gestation, 'days'>): Trimester =>
  days < 14 * 7 ? 'first' : days < 28 * 7 ? 'second' : 'third';

/** Longer is an error of the record. */
const LONGEST = 45 * 7;

export function gestationOf(
  facts: Facts,
  context: ModuleContext,
  loinc: readonly string[],
): Gestation | undefined {
  // A plan may name a later week beside its diagnosis: how far it is in the note goes before that.
  const all = [
    measured(facts, loinc),
    recorded(context),
    worded(facts, context, false),
    noted(facts),
    worded(facts, context, true),
  ];
  return all.find((g) => g !== undefined && g.days > 0 && g.days <= LONGEST);
}

/** The last one measured, carried on to the day of the visit. */
function measured({ measurements, visit }: Facts, loinc: readonly string[]): Gestation | undefined {
  const m = measurements.findLast((x) => x.concept.codings.some((c) => loinc.includes(c.code)));
  const days = m && daysIn(m);
  if (!m || days === undefined) return undefined;
  const since = m.date && visit.date ? daysBetween(m.date, visit.date) : 0;
  return since < 0 || since > 14
    ? undefined
    : { days: days + since, from: 'measurement', evidence: m.evidence };
}

function daysIn({ value, unit = '' }: Measurement): number | undefined {
  if (value === undefined) return undefined;
  if (/^(?:wk|wks|w|weeks?)$/i.test(unit)) return Math.floor(value) * 7 + Math.round((value % 1) * 7);
  return /^(?:d|days?)$/i.test(unit) ? value : undefined;
}

function recorded({ diagnoses }: ModuleContext): Gestation | undefined {
  const code = diagnoses.find((d) => /^Z3A\.(?:0[89]|[1-3]\d|4[0-2])$/.test(d.code));
  return code && { days: Number(code.code.slice(4)) * 7, from: 'code', evidence: code.evidence };
}

const WEEKS = /\b(\d{1,2}) ?(?:weeks?|wks?|w)(?: ?(\d) ?(?:days?|d)\b)?/i;

/** Only in the words of problems that are the pregnancy itself: "6 weeks of cough" is not. */
function worded(facts: Facts, { diagnoses }: ModuleContext, inNotes: boolean): Gestation | undefined {
  const own = diagnoses.filter((d) => /^(?:O|Z34|Z33\.1)/.test(d.code));
  for (const p of own.flatMap((d) => problemsBehind(d, facts))) {
    if (p.id.includes('#text-') !== inNotes) continue;
    const [, weeks, days = '0'] = WEEKS.exec(p.concept.words.slice(0, 500)) ?? [];
    if (weeks) return { days: Number(weeks) * 7 + Number(days), from: 'words', evidence: p.evidence };
  }
  return undefined;
}

const NOTED = [
  /\b(\d{1,2})(?:w(?:ee)?ks?|w| weeks?| wks?)(?: ?(?:and )?(\d) ?d(?:ays?)?|\+(\d))?,? (?:EGA|GA|gestation|pregnant|IUP|pregnancy)\b/i,
  /\b(?:EGA|GA|gestational age|pregnancy|gestation|pregnant)(?: of| is| at|:)? ?(\d{1,2})(?: ?w(?:ee)?ks?| ?w)(?: ?(\d) ?d)?/i,
  /\b(\d{1,2})w(\d)d\b/i,
];

/** Another pregnancy, or the birth that ended this one. */
const PAST =
  /\b(?:deliver\w*|born|birth|prior|previous|last|history|hx|loss|abort\w*|miscarr\w*|postpartum|term)\b/i;

/** In a note of the visit, beside a word for the pregnancy: "31 wks EGA", "24 wk IUP", "16w0d". */
export function noted({ notes }: Facts): Gestation | undefined {
  for (const { id, path, text } of notes) {
    for (const pattern of NOTED) {
      const match = pattern.exec(text.slice(0, 4_000));
      const [words, weeks, days = match?.[3] ?? '0'] = match ?? [];
      if (!match || !words || !weeks || PAST.test(text.slice(Math.max(0, match.index - 40), match.index)))
        continue;
      const said = evidence(id, path ?? 'DocumentReference.content', words);
      return { days: Number(weeks) * 7 + Number(days), from: 'words', evidence: [said] };
    }
  }
  return undefined;
}

/** `Z3A.01` below 8 weeks, `Z3A.49` beyond 42. */
export function weeksCode({ days }: Gestation): string {
  const weeks = Math.floor(days / 7);
  if (weeks < 8) return 'Z3A.01';
  return weeks > 42 ? 'Z3A.49' : `Z3A.${String(weeks).padStart(2, '0')}`;
}
