/** What is to leave the house because of a case: kept together with the state that causes it, so that a crash loses neither. */
import { uuidFrom } from '../kernel/index.ts';

export type DeliveryKind = 'claim' | 'void';

export interface Delivery {
  /** See `deliveryId`: the same is never kept twice. */
  readonly id: string;
  readonly kind: DeliveryKind;
  /** The case that causes it. */
  readonly case: string;
  readonly connection: string;
  /** JSON: what is sent. */
  readonly body: unknown;
  /** ISO instant. Whoever keeps it attempts it at once; nobody else does before. */
  readonly notBefore: string;
}

/** `open` is tried until it is done; `dead` waits for a person. */
export type DeliveryState = 'open' | 'done' | 'dead';

export interface KeptDelivery extends Omit<Delivery, 'notBefore'> {
  readonly state: DeliveryState;
  /** Attempts that failed. */
  readonly attempts: number;
  /** ISO instant of the next attempt. */
  readonly nextAt: string;
  /** Why the last attempt failed: a catalogue code and its sentence. */
  readonly fault: DeliveryFault | undefined;
}

export interface DeliveryFault {
  readonly code: string;
  readonly message: string;
}

/** One of a kind for a case: what is kept later takes the place of what was kept before. */
export const deliveryId = (kind: DeliveryKind, caseId: string): string => uuidFrom('delivery', kind, caseId);

/** How much there is to do, by state, and since when the oldest waits. */
export interface DeliveryCounts {
  readonly open: number;
  readonly dead: number;
  /** ISO instant of the first attempt that is due. */
  readonly oldest: string | undefined;
}

/** The deliveries of a case store. They are kept and settled by `CaseStore.put` alone, with the case. */
export interface Outbox {
  get(id: string): Promise<KeptDelivery | undefined>;
  /** Open ones that are due at `now`, the longest due first; nobody else is given them before `until`. */
  take(due: {
    readonly now: string;
    readonly until: string;
    readonly limit: number;
  }): Promise<readonly KeptDelivery[]>;
  /** An attempt failed: it is made again at `nextAt`, or never. `seen`: the attempts before it; another's are left alone. */
  failed(id: string, seen: number, fault: DeliveryFault, nextAt: string | undefined): Promise<void>;
  /** Those that wait for a person, the longest first. */
  dead(limit: number): Promise<readonly KeptDelivery[]>;
  /** Dead ones, all or these, are due again at `now`, as if they had never failed. Answers how many. */
  redrive(ids: readonly string[] | 'all', now: string): Promise<number>;
  /** A dead one is given up. Answers whether there was one. */
  drop(id: string): Promise<boolean>;
  counts(): Promise<DeliveryCounts>;
}
