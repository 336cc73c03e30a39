/** The port by which accesses to patient data are kept, and the fake that keeps the latest of them in memory. */
import { canonicalJson, sha256 } from '../kernel/index.ts';
import type { AuditEntry, KeptAuditEntry } from './audit-entry.ts';

export interface AuditTrail {
  /**
   * Resolves once all entries are kept, in their order. Whoever shows or writes patient data waits for it, and fails
   * with it: an access of which nothing is known afterwards is worse than one that has to be tried again.
   */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** In the order in which they were kept. */
  events(filter?: AuditFilter): AsyncIterable<KeptAuditEntry>;
}

export interface AuditFilter {
  /** Only events recorded at this instant or later. */
  readonly since?: string | undefined;
  /** `Patient/[id]` of any connection, or the whole reference. */
  readonly patient?: string | undefined;
}

/** What stands before the first event. */
export const CHAIN_START = 'claimwright';

/** Over the event as it is kept, its place and the hash before it. */
export const auditHash = (before: string, sequence: number, event: string): string =>
  sha256(canonicalJson([before, sequence, event]));

/** Whether a patient's reference is the one asked for. */
export const isPatient = (patient: string | undefined, asked: string): boolean =>
  patient !== undefined && (patient === asked || patient.endsWith(`/${asked}`));

/** For the sandbox, whose cases are in memory as well: a service that runs for weeks must not fill it. */
const MOST = 20_000;

export function memoryAuditTrail(most = MOST): AuditTrail {
  let kept: KeptAuditEntry[] = [];
  let sequence = 0;
  let hash = CHAIN_START;
  return {
    append: async (entries) => {
      for (const entry of entries) {
        sequence += 1;
        hash = auditHash(hash, sequence, JSON.stringify(entry));
        kept.push({ sequence, entry, hash });
      }
      if (kept.length > 2 * most) kept = kept.slice(-most);
    },
    async *events({ since, patient } = {}) {
      for (const event of [...kept]) {
        if (since !== undefined && Date.parse(event.entry.recorded) < Date.parse(since)) continue;
        if (patient === undefined || isPatient(event.entry.patient, patient)) yield event;
      }
    },
  };
}
