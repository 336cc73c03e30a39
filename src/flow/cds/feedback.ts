/** What became of the cards (CDS Hooks 2.0, Feedback): kept as counts of codes, without the words a user may have written. */
import { ClaimwrightError } from '../../kernel/index.ts';

export interface CardFeedback {
  readonly service: string;
  /** The card's uuid. */
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly at: string;
  /** Ids of the suggestions that were taken. */
  readonly suggestions: readonly string[];
  /** The code of the reason for not following it. */
  readonly reason: string | undefined;
}

/** The port by which feedback is kept. */
export interface CdsFeedback {
  record(entries: readonly CardFeedback[]): Promise<void>;
  /** By service, outcome and reason. */
  counts(): Promise<readonly FeedbackCount[]>;
}

export interface FeedbackCount {
  readonly service: string;
  readonly outcome: CardFeedback['outcome'];
  readonly reason: string | undefined;
  readonly cards: number;
}

/** The fake: keeps the last ones in memory. */
export function memoryFeedback(most = 10_000): CdsFeedback & { readonly entries: readonly CardFeedback[] } {
  const entries: CardFeedback[] = [];
  return {
    entries,
    async record(more) {
      entries.push(...more);
      entries.splice(0, Math.max(0, entries.length - most));
    },
    counts: async () => countsOf(entries),
  };
}

function countsOf(entries: readonly CardFeedback[]): readonly FeedbackCount[] {
  const groups = Map.groupBy(entries, (e) => JSON.stringify([e.service, e.outcome, e.reason ?? '']));
  const keys = [...groups.keys()].sort();
  return keys.flatMap((key) => {
    const [first, ...more] = groups.get(key) ?? [];
    if (!first) return [];
    const { service, outcome, reason } = first;
    return [{ service, outcome, reason, cards: more.length + 1 }];
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;
const MOST = 100;

type Loose = Readonly<Record<string, unknown>>;

/** Throws CW-1004 naming the entry that cannot be read; none is kept then. */
export function readFeedback(body: unknown, service: string): readonly CardFeedback[] {
  const all = (body as Loose | null | undefined)?.feedback;
  if (!Array.isArray(all) || all.length === 0 || all.length > MOST)
    throw wrong('feedback', `send 1 to ${MOST} entries`);
  return all.map((entry, i) => feedbackOf(entry as Loose | null, service, `feedback[${i}]`));
}

function feedbackOf(entry: Loose | null, service: string, where: string): CardFeedback {
  const { card, outcome, outcomeTimestamp: at } = entry ?? {};
  if (!isUuid(card)) throw wrong(`${where}.card`, 'send the uuid of the card');
  if (outcome !== 'accepted' && outcome !== 'overridden')
    throw wrong(`${where}.outcome`, 'send accepted or overridden');
  if (typeof at !== 'string' || !INSTANT.test(at))
    throw wrong(`${where}.outcomeTimestamp`, 'send an instant');
  const taken = outcome === 'accepted' ? (entry?.acceptedSuggestions ?? []) : [];
  if (!Array.isArray(taken) || taken.length > MOST)
    throw wrong(`${where}.acceptedSuggestions`, 'send a list');
  const suggestions = taken.map((s) => (s as Loose | null)?.id);
  if (!suggestions.every(isUuid)) throw wrong(`${where}.acceptedSuggestions`, 'send the ids of suggestions');
  return { service, card, outcome, at, suggestions, reason: reasonOf(entry?.overrideReason) };
}

const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

function reasonOf(value: unknown): string | undefined {
  const code = ((value as Loose | null | undefined)?.reason as Loose | null | undefined)?.code;
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : undefined;
}

const wrong = (where: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1004', { where, detail }, { expression: where });
