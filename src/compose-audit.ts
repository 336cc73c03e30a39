/** Wires the audit trail: where accesses to patient data are kept, and the EHRs whose reads and writes are recorded. */
import { hostname } from 'node:os';
import type { Ehr, EhrLink } from './ehr/index.ts';
import { type AuditedLink, auditedEhr, auditedLink } from './flow/index.ts';
import type { CdsHttpDeps } from './http/index.ts';
import type { Clock } from './kernel/index.ts';
import { type AuditTrail, memoryAuditTrail } from './review/index.ts';
import { type Database, databaseAuditTrail } from './store/index.ts';

export interface Audit {
  readonly trail: AuditTrail;
  /** The EHR whose every read and write by this service is recorded. */
  readonly over: (ehr: Ehr) => Ehr;
  /** The same for what polls, notifications and exports read. */
  readonly overLink: (link: EhrLink) => AuditedLink;
  /** The same for what is read with a caller's token. */
  readonly overCds: (cds: CdsHttpDeps) => CdsHttpDeps;
}

/** In the database beside the cases; in memory for the sandbox, whose cases are there as well. */
export function composeAudit(database: Database | undefined, clock: Clock): Audit {
  const trail = database ? databaseAuditTrail(database) : memoryAuditTrail();
  const self = { name: 'claimwright', address: hostname() };
  const over = (ehr: Ehr): Ehr => auditedEhr(ehr, { trail, clock, self });
  const overLink = (link: EhrLink): AuditedLink => auditedLink(link, { trail, clock, self });
  const overCds = ({ ehrs, ...cds }: CdsHttpDeps): CdsHttpDeps => ({
    ...cds,
    ehrs: { ...ehrs, reader: (id, token) => over(ehrs.reader(id, token)) },
  });
  return { trail, over, overLink, overCds };
}
