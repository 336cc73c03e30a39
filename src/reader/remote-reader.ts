/** A NoteReader that asks a model; off unless configured. A note that cannot be read is told, and coding goes on without it. */
import type { DropReason, NoteReader, NoteReading, ReadableNote, ReadMention } from '../chart/index.ts';
import type { Terminology } from '../terminology/index.ts';
import { ask, type Endpoint } from './ask.ts';
import { checkedMentions } from './checked.ts';

/** Characters of one note that are sent, and notes of one encounter. */
const LONGEST_SENT = 40_000;
const MOST_NOTES = 20;

export function remoteReader(endpoint: Endpoint, terminology: Terminology): NoteReader {
  return {
    read: async (notes, on) => {
      const mentions: ReadMention[] = [];
      const dropped = nothingDropped();
      const failures: string[] = [];
      // One after the other: an encounter is in no hurry, and a model serves many.
      for (const note of notes.slice(0, MOST_NOTES)) {
        const answer = await ask(note.text.slice(0, LONGEST_SENT), endpoint);
        if (answer.kind === 'failed') failures.push(`${note.id}: ${answer.why}`);
        else {
          const checked = checkedMentions(answer.text, note, { icd10cm: terminology.icd10cm, on });
          mentions.push(...checked.mentions);
          for (const reason of checked.dropped) dropped[reason] += 1;
        }
      }
      return { mentions, dropped, failures };
    },
  };
}

const nothingDropped = (): Record<DropReason, number> => ({
  malformed: 0,
  'words-not-in-note': 0,
  'unknown-code': 0,
  'not-billable': 0,
  'too-many': 0,
});

/** The fake: answers what it is told, by note. */
export function fakeReader(mentions: readonly ReadMention[]): NoteReader {
  return {
    read: async (notes: readonly ReadableNote[]): Promise<NoteReading> => ({
      mentions: mentions.filter((m) => notes.some((n) => n.id === m.note)),
      dropped: nothingDropped(),
      failures: [],
    }),
  };
}
