/** A link between two diagnoses that the record clearly denies: "neuropathy, not due to diabetes" (guideline I.A.15). Pure. */
import type { Facts, Problem } from '../../chart/index.ts';
import type { DiagnosisSuggestion } from '../model.ts';

/** Longer texts are cut: the work a hostile chart can cause is bounded. */
const CAP = 20_000;
const CUE =
  /\b(?:not (?:felt |thought |believed |considered )?(?:to be )?(?:due to|related to|secondary to|attributable to|attributed to|linked to|caused by|because of|from|a complication of|a result of)|unrelated to|independent of|(?:due|secondary) to [a-z][a-z ]{0,30},? (?:and |but )?not(?: due to)?)\s/gi;
/** "Nondiabetic", "non-hypertensive": the adjective denies what it names. */
const ADJECTIVE = /\bnon[- ]?([a-z]{4,20}(?:ic|ive))\b/gi;
/** Where what is denied ends, and where the doubt begins that is no denial. */
const ENDS = /[,;:()\n]|\.(?:\s|$)|\b(?:but|rather|instead|likely|probably|although|however)\b/i;
const DOUBT = /\b(?:may|might|whether|if|possibly|unclear|cannot)\b[^.;\n]{0,30}$/i;
const SUBJECT = 90;
const OBJECT = 60;
/** Letters that "diverticular" and "diverticulosis" share, and "hypertension" does not share with "hyperthyroidism". */
const ROOT = 7;

/** Words that name no disease of their own, as stems. */
const GENERAL = new Set(
  'acut|chron|diseas|disorder|type|unspecifi|with|without|complicat|stag|other|left|right|primary|essent|mellitu|failur|low|lower|upper|site|current|initial|encounter|long|term|history|syndrom|mild|moderat|sever|part|specifi|elsewher|classifi'.split(
    '|',
  ),
);
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ dm: 'diabet', dm1: 'diabet', dm2: 'diabet', t1dm: 'diabet', t2dm: 'diabet', htn: 'hyperte' },
    ...{ ckd: 'kidney', renal: 'kidney', chf: 'heart', hf: 'heart', cardiac: 'heart', cad: 'coronar' },
    ...{ bph: 'prostat', gerd: 'reflux', gi: 'gastroi', pad: 'vascula', pvd: 'vascula' },
  }),
);

interface Denial {
  readonly subject: string;
  readonly object: string;
  /** The problem whose name says it: it is the subject whatever words stand before. */
  readonly owner: string | undefined;
}

/** Whether the record denies that one of these diagnoses comes of another of them. */
export function linkDenied(
  bearers: readonly DiagnosisSuggestion[],
  problems: readonly Problem[],
  facts: Facts,
): boolean {
  const denials = [
    ...problems.flatMap((p) => denialsIn(p.concept.words, p.id)),
    ...problems.flatMap((p) => p.notes.flatMap((n) => denialsIn(n.value, undefined))),
    ...facts.notes.flatMap((n) => denialsIn(n.text, undefined)),
  ];
  if (denials.length === 0) return false;
  const named = bearers.map((d) => ({ d, stems: stemsOf(d, problems) }));
  return denials.some((denial) => {
    const object = stemsIn(denial.object);
    const subject = stemsIn(denial.subject);
    return named.some(
      (a) =>
        meet(a.stems, object) &&
        named.some((b) => b !== a && (owns(b.d, a.d, denial) || meet(b.stems, subject))),
    );
  });
}

const owns = (b: DiagnosisSuggestion, a: DiagnosisSuggestion, { owner }: Denial): boolean =>
  owner !== undefined && b.problems.includes(owner) && !a.problems.includes(owner);

function denialsIn(text: string, owner: string | undefined): readonly Denial[] {
  const read = text.slice(0, CAP);
  // Most texts deny nothing.
  if (!/\bnot |unrelated|independent|\bnon/i.test(read)) return [];
  const said = Array.from(read.matchAll(CUE)).flatMap((m) => {
    const before = subjectBefore(read, m.index);
    if (DOUBT.test(before)) return [];
    const after = read.slice(m.index + m[0].length).slice(0, OBJECT);
    const end = after.search(ENDS);
    return [{ subject: before, object: end < 0 ? after : after.slice(0, end), owner }];
  });
  const called = Array.from(read.matchAll(ADJECTIVE), (m) => ({
    subject:
      read
        .slice(m.index + m[0].length)
        .slice(0, OBJECT)
        .split(ENDS)[0] ?? '',
    object: m[1] ?? '',
    owner,
  }));
  return [...said, ...called];
}

/** What stands before the cue in its own sentence. */
const subjectBefore = (text: string, at: number): string =>
  text
    .slice(Math.max(0, at - SUBJECT), at)
    .split(/[;\n]|\.\s/)
    .at(-1) ?? '';

const stemsOf = (d: DiagnosisSuggestion, problems: readonly Problem[]): ReadonlySet<string> =>
  new Set([
    ...stemsIn(d.title),
    // Its name as recorded, up to where it speaks of another disease.
    ...problems
      .filter((p) => d.problems.includes(p.id))
      .flatMap((p) => [...stemsIn(p.concept.words.slice(0, SUBJECT).split(CUE)[0] ?? '')]),
  ]);

function stemsIn(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z][a-z0-9]{1,30}/g) ?? [];
  return new Set(words.flatMap((w) => stemOf(w) ?? []));
}

function stemOf(word: string): string | undefined {
  const short = SHORT.get(word);
  if (short) return short;
  const stem = word.replace(/(?:ions?|ive|ical|ic|al|es|ed|e|s)$/, '');
  return stem.length < 4 || GENERAL.has(stem) ? undefined : stem.slice(0, ROOT);
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...b].some((w) => a.has(w));
