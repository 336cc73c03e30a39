/** A case: one encounter's way through the pipeline, as a state machine over append-only events (DESIGN.md, the journey). */
import { ClaimwrightError, uuidFrom } from '../kernel/index.ts';

export type CaseState =
  | 'received'
  | 'coded'
  | 'review'
  | 'ready'
  | 'held'
  | 'claimed'
  | 'sent'
  | 'acknowledged'
  | 'adjudicated'
  | 'rejected'
  | 'voided';

export type CaseEventKind =
  | 'read'
  | 'coded'
  | 'asked-for-review'
  | 'found-ready'
  | 'held'
  | 'mended'
  | 'claimed'
  | 'sent'
  | 'acknowledged'
  | 'adjudicated'
  | 'rejected'
  | 'voided';

/** Who did what, when and why. Events are only ever added. */
export interface CaseEvent {
  readonly sequence: number;
  /** ISO instant. */
  readonly at: string;
  /** A person's login or a component such as `claimwright`. */
  readonly who: string;
  readonly kind: CaseEventKind;
  /** One sentence without patient data. */
  readonly why: string;
}

export interface Case {
  /** Made from the connection and the encounter, so that one encounter is one case. */
  readonly id: string;
  readonly connection: string;
  /** `Encounter/id` in the EHR. */
  readonly encounter: string;
  readonly state: CaseState;
  readonly events: readonly CaseEvent[];
}

/** Which states an event may leave, and the one it leads to. Re-reading and re-coding is allowed until a claim exists. */
const TRANSITIONS: Readonly<
  Record<CaseEventKind, { readonly from: readonly CaseState[]; readonly to: CaseState }>
> = {
  read: { from: ['received', 'coded', 'review', 'ready', 'held', 'claimed'], to: 'received' },
  coded: { from: ['received'], to: 'coded' },
  'asked-for-review': { from: ['coded'], to: 'review' },
  'found-ready': { from: ['coded', 'review', 'held'], to: 'ready' },
  // Also a claim that has not left for the payer, when something is found to stand against it.
  held: { from: ['received', 'coded', 'review', 'ready', 'claimed'], to: 'held' },
  // A person had a safe mend made: it is coded again with it.
  mended: { from: ['held', 'review'], to: 'received' },
  claimed: { from: ['ready'], to: 'claimed' },
  sent: { from: ['claimed'], to: 'sent' },
  acknowledged: { from: ['sent'], to: 'acknowledged' },
  adjudicated: { from: ['acknowledged', 'sent'], to: 'adjudicated' },
  rejected: { from: ['sent', 'acknowledged'], to: 'rejected' },
  // Also of a claim that was coded anew since, or that the payer did not take: the EHR holds it all the same.
  voided: {
    from: ['claimed', 'review', 'held', 'sent', 'acknowledged', 'adjudicated', 'rejected'],
    to: 'voided',
  },
};

/** Whether a word names a state; each is what some event leads to. */
export const isCaseState = (word: unknown): word is CaseState =>
  Object.values(TRANSITIONS).some(({ to }) => to === word);

export const caseId = (connection: string, encounter: string): string =>
  uuidFrom('case', connection, encounter);

export function newCase(connection: string, encounter: string): Case {
  return { id: caseId(connection, encounter), connection, encounter, state: 'received', events: [] };
}

/** Whether the event can happen to the case as it stands. */
export const canHappen = (c: Case, kind: CaseEventKind): boolean => TRANSITIONS[kind].from.includes(c.state);

/** The case after an event. Throws CW-4001 when the event cannot happen in this state. */
export function advance(c: Case, event: Omit<CaseEvent, 'sequence'>): Case {
  if (!canHappen(c, event.kind)) throw new ClaimwrightError('CW-4001', { from: c.state, event: event.kind });
  return {
    ...c,
    state: TRANSITIONS[event.kind].to,
    events: [...c.events, { ...event, sequence: c.events.length + 1 }],
  };
}
