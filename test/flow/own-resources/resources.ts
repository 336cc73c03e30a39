/** Small resources of the served types, and the searches of them, for the tests of the endpoint. */
import type {
  AuditEvent,
  Claim,
  ClaimResponse,
  Provenance,
  Resource,
  Task,
} from '../../../src/fhir/index.ts';
import { type Indexed, indexed, type Pair, servedType } from '../../../src/flow/index.ts';
import { readSearch } from '../../../src/flow/own-resources/read-search.ts';

export const BASE = 'https://claims.example.org/fhir';
export const EHR = 'https://ehr.example.org/r4';

export const claim = (id: string, more: Partial<Claim> = {}): Claim & { readonly id: string } => ({
  resourceType: 'Claim',
  id,
  identifier: [{ system: 'https://claimwright.dev/fhir/NamingSystem/claim', value: `CW-${id}` }],
  status: 'active',
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }] },
  use: 'claim',
  patient: { reference: `${EHR}/Patient/p1` },
  created: '2026-03-04',
  provider: {
    reference: `${EHR}/Practitioner/dr`,
    identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1999999984' },
  },
  priority: { coding: [{ code: 'normal' }] },
  insurance: [{ sequence: 1, focal: true, coverage: { display: 'Plan' } }],
  ...more,
});

export const response = (id: string, of: string, more: Partial<ClaimResponse> = {}) => ({
  ...{ resourceType: 'ClaimResponse' as const, id, status: 'active' as const, use: 'claim' as const },
  ...{ type: { text: 'professional' }, patient: { reference: `${EHR}/Patient/p1` } },
  ...{
    created: '2026-03-05T10:00:00Z',
    insurer: { display: 'Payer' },
    request: { reference: `Claim/${of}` },
  },
  ...{ outcome: 'complete' as const, disposition: 'Processed as primary' },
  ...more,
});

export const provenance = (id: string, of: string): Provenance & { readonly id: string } => ({
  ...{ resourceType: 'Provenance', id, target: [{ reference: `Claim/${of}` }] },
  recorded: '2026-03-04T12:00:00Z',
  agent: [{ who: { display: 'Claimwright' } }],
});

export const task = (id: string, focus: string, of: string): Task & { readonly id: string } => ({
  ...{ resourceType: 'Task', id, status: 'requested', intent: 'order' },
  code: { coding: [{ system: 'https://claimwright.dev/fhir/CodeSystem/task', code: 'work-denial' }] },
  ...{ focus: { reference: focus }, basedOn: [{ reference: `Claim/${of}` }] },
  ...{ for: { reference: `${EHR}/Patient/p1` }, authoredOn: '2026-03-06T08:00:00Z' },
});

export const auditEvent = (id: string): AuditEvent & { readonly id: string } => ({
  ...{ resourceType: 'AuditEvent', id, action: 'R', outcome: '0', recorded: '2026-03-06T09:00:00Z' },
  type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
  agent: [{ requestor: true, who: { display: 'someone' }, name: 'Jürgen' }],
  source: { observer: { display: 'claimwright' } },
  entity: [{ what: { reference: `${EHR}/Patient/p1` } }],
});

export const all = (...resources: readonly (Resource & { readonly id: string })[]): readonly Indexed[] =>
  resources.map(indexed);

/** A search as it stands in a URL. */
export function asked(type: string, query: string) {
  const served = servedType(type);
  if (!served) throw new Error(`${type} is not served`);
  const pairs: readonly Pair[] = [...new URLSearchParams(query)];
  const { filters, sort, count } = readSearch(served, pairs, { base: BASE, strict: true });
  return { type, filters, sort, count };
}
