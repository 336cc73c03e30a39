/** "… with fifth or sixth character 5", "… with .51-.52", "… with final characters -23": what narrows a note's codes. */
import type { CharacterRule, NoteTarget } from './note-target.ts';

const PLACE: Readonly<Record<string, number>> = { fourth: 4, fifth: 5, '5th': 5, sixth: 6, '7th': 7 };
// 7th characters of open fractures of the forearm: first visit and each way of healing (tabular list at S52).
const OPEN_FRACTURE = 'BCEFHJMNQR';

/** The targets narrowed by what follows them; undefined when that is not understood. */
export function qualified(targets: readonly NoteTarget[], rest: string): readonly NoteTarget[] | undefined {
  const text = rest.replace(/^[\s.,-]+/, '').trim();
  if (/^with fifth or sixth character to indicate intent$/.test(text)) return targets;
  const rules = characterRules(text);
  if (rules) return targets.map((target) => ({ ...target, where: rules }));
  const endings = /^with ((?:\.[0-9A-Z]+-?(?:\.[0-9A-Z]+)?[,.]? ?)+)$/.exec(text)?.[1];
  return endings === undefined ? undefined : withEndings(targets, endings);
}

function characterRules(text: string): readonly CharacterRule[] | undefined {
  if (text === 'with open fracture 7th character') return [{ at: 7, is: OPEN_FRACTURE }];
  const intent = /^with fifth or (?:sixth|six) character ([\d\- or]+)$/.exec(text)?.[1];
  if (intent) return [{ at: 0, is: characters(intent) }];
  const pair = /^with (?:final characters -|fifth to sixth characters )([0-9A-Z])([0-9A-Z])$/.exec(text);
  if (pair?.[1] && pair[2])
    return [
      { at: 5, is: pair[1] },
      { at: 6, is: pair[2] },
    ];
  const one =
    /^with (fourth|fifth|5th|sixth|7th)[ -]character \.?([0-9A-Z](?:-[0-9A-Z])?(?: or [0-9A-Z])*)$/.exec(
      text,
    );
  const place = PLACE[one?.[1] ?? ''];
  return place && one?.[2] ? [{ at: place, is: characters(one[2]) }] : undefined;
}

/** `1-4 or 6` → `12346`. */
function characters(text: string): string {
  return text
    .split(/ or /)
    .map((part) => part.trim())
    .flatMap((part) => (part.includes('-') ? span(part) : [part]))
    .join('');
}

function span(part: string): string[] {
  const [from = 0, to = 0] = part.split('-').map((end) => end.charCodeAt(0));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String.fromCharCode(from + i));
}

/** `E08-E13` with `.51-.52` → E08.51–E08.52 and so on for each category; understood for whole numbered categories only. */
function withEndings(targets: readonly NoteTarget[], endings: string): readonly NoteTarget[] | undefined {
  const categories = targets.flatMap(numberedCategories);
  if (categories.length === 0) return undefined;
  const ends = [...endings.matchAll(/\.([0-9A-Z]+)(?:-\.([0-9A-Z]+))?/g)].map(
    (m) => [m[1] ?? '', m[2] ?? m[1] ?? ''] as const,
  );
  return categories.flatMap((category) =>
    ends.map(([from, to]) => ({ from: `${category}.${from}`, to: `${category}.${to}` })),
  );
}

function numberedCategories({ from, to }: NoteTarget): string[] {
  const [first, last] = [/^([A-Z])(\d\d)$/.exec(from), /^([A-Z])(\d\d)$/.exec(to)];
  if (!first || !last || first[1] !== last[1]) return [];
  const count = Number(last[2]) - Number(first[2]) + 1;
  return Array.from(
    { length: count },
    (_, i) => `${first[1]}${String(Number(first[2]) + i).padStart(2, '0')}`,
  );
}
