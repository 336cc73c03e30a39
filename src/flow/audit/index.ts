export { auditedEhr, type EhrAudit, patientIn, referred } from './audited-ehr.ts';
export { auditEvent } from './balp.ts';
