/** The resource types of our own FHIR endpoint, with the R4 search parameters that are served; routes and CapabilityStatement are made from it. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { parametersFor, type ServedType } from './served-type.ts';

const OWN = `${CLAIMWRIGHT_BASE}/SearchParameter`;
const STATUS = { system: 'http://hl7.org/fhir/fm-status' };
const USE = { system: 'http://hl7.org/fhir/claim-use' };
const OUTCOME = { system: 'http://hl7.org/fhir/remittance-outcome' };

const claim = parametersFor('Claim');
const CLAIM: ServedType = {
  type: 'Claim',
  parameters: [
    claim.token('identifier'),
    claim.token('status', 'status', STATUS),
    claim.token('use', 'use', USE),
    claim.token('type', 'type', { definition: `${OWN}/claim-type` }),
    claim.token('priority'),
    claim.date('created'),
    claim.reference('patient'),
    claim.reference('encounter', 'item.encounter'),
    claim.reference('provider'),
    claim.reference('insurer'),
    claim.reference('facility'),
    claim.reference('enterer'),
    claim.reference('care-team', 'careTeam.provider'),
    claim.reference('payee', 'payee.party'),
  ],
  dated: 'created',
  leadsTo: new Map(),
  mandatory: ['status', 'type', 'use', 'patient', 'created', 'provider', 'priority', 'insurance'],
};

const response = parametersFor('ClaimResponse');
const CLAIM_RESPONSE: ServedType = {
  type: 'ClaimResponse',
  parameters: [
    response.token('identifier'),
    response.token('status', 'status', STATUS),
    response.token('use', 'use', USE),
    response.token('outcome', 'outcome', OUTCOME),
    response.date('created'),
    response.date('payment-date', 'payment.date'),
    response.string('disposition'),
    response.reference('patient'),
    response.reference('insurer'),
    response.reference('requestor'),
    response.reference('request'),
  ],
  dated: 'created',
  leadsTo: new Map([['request', ['Claim']]]),
  mandatory: ['status', 'type', 'use', 'patient', 'created', 'insurer', 'outcome'],
};

const payment = parametersFor('PaymentReconciliation');
const PAYMENT: ServedType = {
  type: 'PaymentReconciliation',
  parameters: [
    payment.token('identifier'),
    payment.token('status', 'status', STATUS),
    payment.token('outcome', 'outcome', OUTCOME),
    payment.date('created'),
    payment.string('disposition'),
    payment.reference('payment-issuer', 'paymentIssuer'),
    payment.reference('requestor'),
    payment.reference('claim', 'detail.request', { definition: `${OWN}/payment-claim` }),
    payment.reference('claim-response', 'detail.response', { definition: `${OWN}/payment-claim-response` }),
  ],
  dated: 'created',
  leadsTo: new Map([
    ['claim', ['Claim']],
    ['claim-response', ['ClaimResponse']],
  ]),
  mandatory: ['status', 'created', 'paymentDate', 'paymentAmount'],
};

const provenance = parametersFor('Provenance');
const PROVENANCE: ServedType = {
  type: 'Provenance',
  parameters: [
    provenance.reference('target'),
    provenance.date('recorded'),
    provenance.reference('agent', 'agent.who'),
    provenance.token('agent-type', 'agent.type'),
    provenance.reference('entity', 'entity.what'),
  ],
  dated: 'recorded',
  leadsTo: new Map([['target', ['Claim']]]),
  mandatory: ['target', 'recorded', 'agent'],
};

const task = parametersFor('Task');
const TASK: ServedType = {
  type: 'Task',
  parameters: [
    task.token('identifier'),
    task.token('status', 'status', { system: 'http://hl7.org/fhir/task-status' }),
    task.token('intent', 'intent', { system: 'http://hl7.org/fhir/task-intent' }),
    task.token('priority', 'priority', { system: 'http://hl7.org/fhir/request-priority' }),
    task.token('code'),
    task.token('business-status', 'businessStatus'),
    task.date('authored-on', 'authoredOn'),
    task.date('modified', 'lastModified'),
    task.reference('patient', 'for', { only: 'Patient' }),
    task.reference('subject', 'for'),
    task.reference('encounter'),
    task.reference('focus'),
    task.reference('based-on', 'basedOn'),
    task.reference('owner'),
    task.reference('requester'),
  ],
  dated: 'authored-on',
  leadsTo: new Map([
    ['focus', ['ClaimResponse', 'PaymentReconciliation']],
    ['based-on', ['Claim']],
  ]),
  mandatory: ['status', 'intent'],
};

const audit = parametersFor('AuditEvent');
const AUDIT_EVENT: ServedType = {
  type: 'AuditEvent',
  parameters: [
    audit.token('type'),
    audit.token('subtype'),
    audit.token('action', 'action', { system: 'http://hl7.org/fhir/audit-event-action' }),
    audit.token('outcome', 'outcome', { system: 'http://hl7.org/fhir/audit-event-outcome' }),
    audit.date('date', 'recorded'),
    audit.reference('agent', 'agent.who'),
    audit.string('agent-name', 'agent.name'),
    audit.token('altid', 'agent.altId'),
    audit.reference('entity', 'entity.what'),
    audit.token('site', 'source.site'),
    audit.reference('source', 'source.observer'),
  ],
  dated: 'date',
  leadsTo: new Map([['entity', ['Claim', 'ClaimResponse', 'PaymentReconciliation', 'Provenance', 'Task']]]),
  mandatory: ['type', 'recorded', 'agent', 'source'],
};

/** What comes with the tables: MeasureReport is not among them, as no measure is reported yet. */
export const SERVED_TYPES: readonly ServedType[] = [
  CLAIM,
  CLAIM_RESPONSE,
  PAYMENT,
  PROVENANCE,
  TASK,
  AUDIT_EVENT,
];

const BY_TYPE: ReadonlyMap<string, ServedType> = new Map(SERVED_TYPES.map((s) => [s.type, s]));

export const servedType = (type: string): ServedType | undefined => BY_TYPE.get(type);
