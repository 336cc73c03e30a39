/** Context of a mention by the ConText algorithm (Harkema et al. 2009): cues reach forward or back until a terminator; pseudo cues are none. */

export type Assertion = 'negated' | 'uncertain' | 'past' | 'family' | 'hypothetical';

export interface RawCues {
  readonly forward: Readonly<Record<Assertion, string>>;
  readonly backward: Readonly<Record<Assertion, string>>;
  /** Phrases that only look like a cue: "no increase", "not only". */
  readonly pseudo: string;
  readonly terminators: string;
  /** Words a cue reaches. */
  readonly reach: Readonly<Record<Assertion, number>>;
}

interface Cue {
  readonly words: readonly string[];
  readonly kind: Assertion | 'pseudo' | 'end';
  readonly way: 'forward' | 'backward' | 'none';
}

export interface Cues {
  readonly byFirst: ReadonlyMap<string, readonly Cue[]>;
  readonly reach: Readonly<Record<Assertion, number>>;
}

export interface Context {
  readonly assertion: Assertion;
  /** The cue as it stands in the sentence. */
  readonly cue: string;
}

/** Reads the table once; of cues with one beginning the longest speaks. */
export function compileCues(raw: RawCues): Cues {
  const lists: readonly (readonly [Cue['kind'], Cue['way'], string])[] = [
    ...(Object.entries(raw.forward) as [Assertion, string][]).map(
      ([kind, list]) => [kind, 'forward', list] as const,
    ),
    ...(Object.entries(raw.backward) as [Assertion, string][]).map(
      ([kind, list]) => [kind, 'backward', list] as const,
    ),
    ['pseudo', 'none', raw.pseudo],
    ['end', 'none', raw.terminators],
  ];
  const byFirst = new Map<string, Cue[]>();
  for (const [kind, way, list] of lists) {
    for (const phrase of list.split('|')) {
      const words = tokensIn(phrase).map((t) => t.word);
      const [first] = words;
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { words, kind, way }]);
    }
  }
  for (const cues of byFirst.values()) cues.sort((a, b) => b.words.length - a.words.length);
  return { byFirst, reach: raw.reach };
}

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

// A dash between blanks parts a statement from what is done about it.
const TOKEN = /[a-z0-9]+(?:\/[a-z]{1,2}\b)?|\?|,|:|(?<=\s)[-–—]{1,2}(?=\s)/g;

const tokensIn = (text: string): readonly Token[] =>
  Array.from(text.toLowerCase().matchAll(TOKEN), (m) => ({
    word: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }));

interface Scope extends Context {
  readonly from: number;
  readonly to: number;
  readonly cueFrom: number;
  readonly cueTo: number;
}

/** What the cues of a sentence say of a stretch of it. */
export interface SentenceContext {
  of(start: number, end: number): readonly Context[];
}

/** Offsets are into `sentence`. */
export function contextIn(sentence: string, cues: Cues): SentenceContext {
  const tokens = tokensIn(sentence);
  const hits = hitsIn(tokens, cues);
  const scopes = hits.flatMap((hit, i) => scopeOf(hit, i, hits, tokens, cues, sentence) ?? []);
  return {
    of: (start, end) =>
      scopes.filter((s) => start < s.to && end > s.from && !(start < s.cueTo && end > s.cueFrom)),
  };
}

interface Hit {
  readonly cue: Cue;
  readonly first: number;
  readonly last: number;
}

function hitsIn(tokens: readonly Token[], { byFirst }: Cues): readonly Hit[] {
  const hits: Hit[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const fitting = byFirst
      .get(tokens[i]?.word ?? '')
      ?.filter((c) => c.words.every((w, k) => tokens[i + k]?.word === w));
    const most = fitting?.[0]?.words.length;
    if (!fitting || most === undefined) continue;
    // One phrase may be a cue both ways ("denied").
    for (const cue of fitting)
      if (cue.words.length === most) hits.push({ cue, first: i, last: i + most - 1 });
    i += most - 1;
  }
  return hits;
}

function scopeOf(
  hit: Hit,
  at: number,
  hits: readonly Hit[],
  tokens: readonly Token[],
  { reach }: Cues,
  sentence: string,
): Scope | undefined {
  const { kind, way } = hit.cue;
  if (kind === 'pseudo' || kind === 'end') return undefined;
  const most = reach[kind];
  const cueFrom = tokens[hit.first]?.start ?? 0;
  const cueTo = tokens[hit.last]?.end ?? 0;
  const own = { assertion: kind, cue: sentence.slice(cueFrom, cueTo), cueFrom, cueTo };
  if (way === 'forward') {
    const stop =
      hits.slice(at + 1).find((h) => stops(h, kind, 'forward') && h.first > hit.last)?.first ?? tokens.length;
    const last = Math.min(stop, hit.last + 1 + most);
    return { ...own, from: cueTo, to: tokens[last - 1]?.end ?? cueTo };
  }
  const stop =
    hits.slice(0, at).findLast((h) => stops(h, kind, 'backward') && h.last < hit.first)?.last ?? -1;
  const topic = kind === 'hypothetical' ? afterComma(tokens, hit.first) : 0;
  const first = Math.max(stop + 1, hit.first - most, afterDash(tokens, hit.first), topic);
  return { ...own, from: tokens[first]?.start ?? cueFrom, to: cueFrom };
}

/** "Obesity - diet discussed": what looks back over a dash must stand right behind it, as in "MI - ruled out". */
function afterDash(tokens: readonly Token[], cue: number): number {
  const dash = tokens.findLastIndex((t, i) => i < cue - 1 && /^[-–—]/.test(t.word));
  return dash + 1;
}

/** "COPD, influenza vaccination": what a vaccine, a screening or a talk is about stands with it; a list reaches back over its commas only to its "and". */
function afterComma(tokens: readonly Token[], cue: number): number {
  const comma = tokens.findLastIndex((t, i) => i < cue && t.word === ',');
  const listed = tokens.slice(comma + 1, cue).some((t) => t.word === 'and' || t.word === 'or');
  return listed ? 0 : comma + 1;
}

/** A terminator ends every scope; a cue of the same kind begins its own. */
const stops = ({ cue }: Hit, kind: Assertion, way: 'forward' | 'backward'): boolean =>
  cue.kind === 'end' || (cue.kind === kind && cue.way === way);
