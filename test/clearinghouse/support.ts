/** A clearinghouse on fakes, with two claims that were sent, and files as a partner would send them. */
import {
  fakeCaseLookup,
  type IncomingFile,
  memoryControlNumbers,
  memoryInbox,
  memoryResults,
  memorySentClaims,
  type Partner,
  receiveFile,
  type SentBatch,
  type SentClaims,
  x12Batch,
} from '../../src/clearinghouse/index.ts';
import type { Claim } from '../../src/fhir/index.ts';
import { dossierOf, type X12Fault } from '../../src/x12/index.ts';

/** The channel that batches are made for. */
export const CHANNEL = 'partner';
export const AT = '2026-03-10T12:00:00.000Z';

export const PARTNER: Partner = {
  kind: 'professional',
  sender: { qualifier: 'ZZ', id: 'CLAIMWRIGHT' },
  receiver: { qualifier: 'ZZ', id: 'CLEARING' },
  applicationSender: 'CLAIMWRIGHT',
  applicationReceiver: 'CLEARING',
  usage: 'T',
  submitter: {
    name: 'Example Clinic',
    id: 'EX1',
    contact: { name: { text: 'Billing desk' }, telecom: [{ system: 'phone', value: '5555550100' }] },
  },
  receiverName: 'Example Clearinghouse',
  receiverId: 'CH1',
};

const TRACE = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-itemTraceNumber';
const CPT = 'http://www.ama-assn.org/go/cpt';

interface LineOf {
  readonly code: string;
  readonly net: number;
  readonly modifier?: string;
  readonly trace?: string;
}

export const claimOf = (number: string, lines: readonly LineOf[]): Claim => ({
  resourceType: 'Claim',
  id: number.toLowerCase(),
  identifier: [{ system: 'https://claimwright.dev/fhir/NamingSystem/claim', value: number }],
  status: 'active',
  type: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }],
  },
  use: 'claim',
  patient: { reference: 'Patient/p1' },
  created: '2026-03-04',
  provider: { reference: 'Organization/o1' },
  priority: { coding: [{ code: 'normal' }] },
  insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/c1' } }],
  item: lines.map(({ code, net, modifier, trace }, i) => ({
    ...(trace ? { extension: [{ url: TRACE, valueIdentifier: { value: trace } }] } : {}),
    sequence: i + 1,
    productOrService: { coding: [{ system: CPT, code }] },
    ...(modifier ? { modifier: [{ coding: [{ system: CPT, code: modifier }] }] } : {}),
    servicedDate: '2026-03-04',
    quantity: { value: 1 },
    net: { value: net, currency: 'USD' as const },
  })),
  total: { value: lines.reduce((sum, { net }) => sum + net, 0), currency: 'USD' },
});

export const CW1 = claimOf('CW1', [
  { code: '99213', net: 60.25, modifier: '25', trace: 'L1' },
  { code: '83036', net: 40.25 },
]);
export const CW2 = claimOf('CW2', [{ code: '99214', net: 110 }]);

export const ORIGIN = {
  case: 'case-1',
  encounter: 'Encounter/e1',
  lines: [
    { sequence: 1, code: '99213', rule: 'office-visits@1.0.0/established', confidence: 0.9 },
    { sequence: 2, code: '83036', rule: 'lab@1.0.0/a1c', confidence: 0.8 },
  ],
  findings: [
    { edit: 'payer-frequency', severity: 'warning', line: 2 },
    { edit: 'claim-pointer-assumed', severity: 'warning', line: 1 },
  ],
  decision: { who: 'coder', at: '2026-03-04T10:00:00Z', why: 'No edit stands against the claim.' },
};

export const batchOf = (
  claims: readonly Claim[],
  numbers = memoryControlNumbers(),
  channel = CHANNEL,
): Promise<SentBatch> =>
  x12Batch(
    claims.map((claim) => dossierOf(claim, [])),
    PARTNER,
    { at: AT, numbers, channel },
  );

export async function undelivered(sent: SentClaims, channel?: string): Promise<readonly SentBatch[]> {
  const all: SentBatch[] = [];
  for await (const batch of sent.undelivered(channel)) all.push(batch);
  return all;
}

/** Two claims sent in a batch with the control numbers 1. */
export async function clearinghouse(claims: readonly Claim[] = [CW1, CW2]) {
  const sent = memorySentClaims();
  const inbox = memoryInbox();
  const results = memoryResults();
  await sent.prepare(await batchOf(claims));
  const faults: X12Fault[] = [];
  const deps = {
    sent,
    inbox,
    results,
    cases: fakeCaseLookup({ CW1: ORIGIN }),
    at: AT,
    fault: (fault: X12Fault) => void faults.push(fault),
  };
  return { sent, inbox, results, faults, deps, receive: (text: string) => receiveFile(fileOf(text), deps) };
}

/** In chunks that break anywhere. */
export const fileOf = (text: string, name = 'in.x12'): IncomingFile => ({
  name,
  open: async function* () {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
  },
});
