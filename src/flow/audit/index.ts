export { auditedEhr, type EhrAudit, patientIn, referred } from './audited-ehr.ts';
export { type AuditedLink, auditedLink } from './audited-link.ts';
export { auditEvent } from './balp.ts';
