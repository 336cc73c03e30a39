/** What of a reader's answer is believed: words that stand in the note, codes that may be billed on the date. The rest is counted. */
import type { DropReason, ReadableNote, ReadMention } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { type Icd10Cm, icd10CmCode } from '../terminology/index.ts';

const MOST_MENTIONS = 200;
const SHORTEST = 2;
const LONGEST = 200;

export interface Checked {
  readonly mentions: readonly ReadMention[];
  readonly dropped: readonly DropReason[];
}

/** `answer`: what the model wrote, JSON or not. */
export function checkedMentions(
  answer: string,
  note: ReadableNote,
  { icd10cm, on }: { readonly icd10cm: Icd10Cm; readonly on: ServiceDate },
): Checked {
  const items = itemsIn(answer);
  if (!items) return { mentions: [], dropped: ['malformed'] };
  const judged = items.slice(0, MOST_MENTIONS).map((item) => judge(item, note, icd10cm, on));
  const over = Math.max(0, items.length - MOST_MENTIONS);
  return {
    mentions: judged.flatMap((j) => (typeof j === 'string' ? [] : [j])),
    dropped: [
      ...judged.flatMap((j) => (typeof j === 'string' ? [j] : [])),
      ...Array<DropReason>(over).fill('too-many'),
    ],
  };
}

/** Models put JSON between words or fences: what counts is from the first brace to the last. */
function itemsIn(answer: string): readonly unknown[] | undefined {
  const json = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  try {
    const { mentions } = JSON.parse(json) as { mentions?: unknown };
    return Array.isArray(mentions) ? mentions : undefined;
  } catch {
    return undefined;
  }
}

function judge(
  item: unknown,
  note: ReadableNote,
  icd10cm: Icd10Cm,
  on: ServiceDate,
): ReadMention | DropReason {
  const { words, code } = (item ?? {}) as { words?: unknown; code?: unknown };
  if (typeof words !== 'string' || typeof code !== 'string') return 'malformed';
  if (words.trim().length < SHORTEST || words.length > LONGEST) return 'malformed';
  const start = note.text.indexOf(words);
  if (start < 0) return 'words-not-in-note';
  const normal = icd10CmCode(code);
  const status = normal && icd10cm.status(normal, on);
  if (!normal || !status || status.kind === 'unknown' || status.kind === 'cannot-tell') return 'unknown-code';
  if (status.kind !== 'active') return 'not-billable';
  return { note: note.id, start, end: start + words.length, words, code: normal };
}
