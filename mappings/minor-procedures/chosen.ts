/** Procedures whose code hangs on words of the record; what is not said is asked with the code of each answer (CPT). */
import {
  digitModifier,
  type ModifierSuggestion,
  type ModuleOutput,
  nameIn,
  payerKindOf,
  plainly,
  type Query,
  recordedCodes,
  type Service,
  sideModifier,
  sideRule,
  speaksOf,
  underAny,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { digitQuery } from './counted.ts';
import { isNamed } from './details.ts';
import { ask, CPT, lineFor, type Room, reasonCodes, together } from './line.ts';
import type { Chosen, Option, Tables } from './tables.ts';

const SECTION = 'Selection of the code by what was done';

export function chosenProcedures(all: readonly Service[], room: Room, { chosen }: Tables): ModuleOutput {
  return together(
    all.flatMap((s) => {
      const family = chosen.find((f) => isNamed(s, f));
      return family ? [oneOf(s, family, room)] : [];
    }),
  );
}

function oneOf(s: Service, family: Chosen, room: Room): ModuleOutput {
  const whole = includedIn(family, room);
  if (whole) return { uncoded: [integral(s, family, whole)] };
  const { needs } = family;
  if (needs && !reasonCodes(s, room).some((d) => underAny(d.code, needs)) && !isSaid(s, ['impacted']))
    return {
      queries: [
        ask(
          `${family.id}-reason`,
          s,
          family.needsQuestion ?? '',
          [{ answer: 'Yes' }, { answer: 'No' }],
          SECTION,
        ),
      ],
    };
  const text = plainly(wordsAbout(s));
  const guided = speaksOf(text, family.image ?? []) && !speaksOf(text, family.imageNot ?? []);
  const kept = guided && (speaksOf(text, family.imageKept ?? []) || IMAGE_KEPT.test(text));
  const said = family.options.find((o) => fits(o, text) && (!o.guided || kept));
  const option = said ?? family.options.find((o) => o.code === family.least);
  if (!option) return { queries: [choiceQuery(s, family)] };
  const { modifiers, queries } = placed(s, option.code, family, room);
  const imaged = guided && !kept ? [imageQuery(s, family, text)] : [];
  const draft = {
    code: option.code,
    label: option.label,
    rule: family.id,
    section: SECTION,
    modifiers,
    ...(said ? {} : { open: choiceQuery(s, family) }),
  };
  const made = lineFor([s], draft, room);
  const line = { ...made, queries: [...made.queries, ...queries, ...imaged] };
  return unlessRecorded(
    s,
    family.options.map((o) => o.code),
    [line],
    room.facts,
  );
}

/** "Permanent image kept in the chart", "images were saved", "permanent recording and reporting" (CPT 20604, 20606, 20611). */
const IMAGE_KEPT =
  /\b(?:images?|pictures?|recordings?) (?:\w{1,12} ){0,2}(?:kept|saved|stored|archived|retained|recorded|filed|printed)\b|\bpermanent(?:ly)? (?:\w{1,12} ){0,1}(?:images?|pictures?|recordings?|recorded|stored)\b|\b(?:saved|stored|kept|archived) (?:\w{1,12} ){0,1}images?\b/;

const isSaid = (s: Service, words: readonly string[]): boolean => speaksOf(plainly(wordsAbout(s)), words);

const fits = ({ all, unless }: Option, text: string): boolean =>
  !speaksOf(text, unless ?? []) && all.every((words) => speaksOf(text, words));

/** A recorded code of which this one is a part. */
const includedIn = ({ beside = [] }: Chosen, { facts }: Room): string | undefined =>
  recordedCodes(facts)
    .map((r) => r.code as string)
    .find((c) => beside.some((b) => b.from <= c && c <= b.to));

const integral = (s: Service, family: Chosen, whole: string) => ({
  about: s.id,
  reason: 'integral' as const,
  explanation: `${family.besideWhy} (${whole}).`,
  citation: CPT(SECTION),
  evidence: s.evidence,
});

interface Placed {
  readonly modifiers: readonly ModifierSuggestion[];
  readonly queries: readonly Query[];
}

function placed(s: Service, code: string, family: Chosen, room: Room): Placed {
  if (family.digits) return digit(s);
  if (family.side !== 'sided') return { modifiers: [], queries: [] };
  // Medicare's fee schedule holds both ears in 69210 (bilateral indicator 2).
  if (code === '69210' && payerKindOf(room.facts) === 'medicare') return { modifiers: [], queries: [] };
  if (onDigit(s)) return digit(s);
  const rule = sideRule(code, room.context);
  if (rule === 'none' || rule === 'both-included') return { modifiers: [], queries: [] };
  if (!s.side) return { modifiers: [], queries: [sideQuery(s)] };
  const modifier = sideModifier(s.side.value, rule, true);
  if (!modifier) return { modifiers: [], queries: [] };
  const reason = `Done on ${s.side.value === 'bilateral' ? 'both sides' : `the ${s.side.value} side`}`;
  return { modifiers: [{ code: modifier, reason, evidence: s.side.evidence }], queries: [] };
}

const onDigit = (s: Service): boolean => digitModifier(s.bodySite, nameIn(s), s.side?.value) !== undefined;

function digit(s: Service): Placed {
  const code = digitModifier(s.bodySite, nameIn(s), s.side?.value);
  if (!code) return { modifiers: [], queries: [digitQuery(s)] };
  const reason = `Done on ${s.bodySite[0]?.words || nameIn(s).split(';')[0]}`;
  return { modifiers: [{ code, reason, evidence: s.side?.evidence ?? s.evidence }], queries: [] };
}

const choiceQuery = (s: Service, family: Chosen): Query =>
  ask(
    `${family.id}-kind`,
    s,
    family.question,
    family.options.map(({ answer, code }) => ({ answer, code })),
    SECTION,
  );

const imageQuery = (s: Service, family: Chosen, text: string): Query =>
  ask(
    'guidance-image',
    s,
    family.imageQuestion ?? '',
    family.options.filter((o) => o.guided && fits(o, text)).map(({ answer, code }) => ({ answer, code })),
    'Musculoskeletal system, arthrocentesis with ultrasound guidance',
  );

const sideQuery = (s: Service): Query =>
  ask(
    'procedure-side',
    s,
    'on which side was it done?',
    [{ answer: 'Right (RT)' }, { answer: 'Left (LT)' }, { answer: 'Both (50)' }],
    'HCPCS modifiers, sides',
  );
