/** What is kept at our own address of cases, answers, submissions and the audit trail, and where its references lead. */
import { describe, expect, it } from 'vitest';
import { CLAIM_NUMBERS } from '../../../src/claim/index.ts';
import { type ClaimResult, memoryResults, memorySubmissions } from '../../../src/clearinghouse/index.ts';
import type { Claim, ClaimResponse } from '../../../src/fhir/index.ts';
import {
  type CaseDetails,
  catchUpAudit,
  memoryOwnResources,
  projectCase,
  projectingCases,
  projectingResults,
  projectingSubmissions,
  withAuditTrail,
} from '../../../src/flow/index.ts';
import { frozenClock, uuidFrom } from '../../../src/kernel/index.ts';
import {
  type CaseState,
  memoryAuditTrail,
  memoryCaseStore,
  newCase,
  type StoredCase,
} from '../../../src/review/index.ts';
import { claim, provenance, response, task } from './resources.ts';

const clock = frozenClock('2026-11-24T12:00:00.000Z');
const number = 'CW000000000000000001';
const ID = uuidFrom('claim', number);

const identifier = [{ system: CLAIM_NUMBERS, value: number }];
const { id: _, ...drafted } = claim('x', {
  identifier,
  patient: { reference: 'Patient/p1' },
  provider: { reference: 'https://other.example.org/Practitioner/1' },
  insurer: { reference: '#payer' },
  related: [{ claim: { identifier: { system: CLAIM_NUMBERS, value: 'CW2' } } }],
});

function stored(state: CaseState, source = 'https://ehr.example.org/r4/'): StoredCase<CaseDetails> {
  const draft = {
    claim: drafted as Claim,
    provenance: {
      ...provenance('x', 'y'),
      target: [{ reference: 'urn:uuid:1' }],
      entity: [{ role: 'source', what: { reference: 'Encounter/1' } }],
    },
  };
  const coded = { chart: { source }, draft } as unknown as CaseDetails['coded'];
  return {
    case: { ...newCase('ehr', 'Encounter/1'), state },
    details: { coded } as CaseDetails,
  };
}

describe('a case', () => {
  it.each(['received', 'coded', 'review', 'ready', 'held'] as const)(
    'that is %s has no claim yet',
    (state) => {
      expect(projectCase(stored(state))).toEqual([]);
    },
  );

  it('that is claimed is a Claim and its Provenance, whose references lead to the EHR', () => {
    const [made, why] = projectCase(stored('claimed'));
    expect(made).toMatchObject({
      ...{ resourceType: 'Claim', id: ID, status: 'active' },
      patient: { reference: 'https://ehr.example.org/r4/Patient/p1' },
      provider: { reference: 'https://other.example.org/Practitioner/1' },
      insurer: { reference: '#payer' },
      related: [{ claim: { reference: `Claim/${uuidFrom('claim', 'CW2')}`, identifier: { value: 'CW2' } } }],
    });
    expect(why).toMatchObject({
      ...{ resourceType: 'Provenance', id: uuidFrom('provenance', number) },
      target: [{ reference: `Claim/${ID}` }],
      entity: [{ what: { reference: 'https://ehr.example.org/r4/Encounter/1' } }],
    });
  });

  it('that is voided has a cancelled Claim', () => {
    expect(projectCase(stored('voided'))[0]).toMatchObject({ id: ID, status: 'cancelled' });
  });

  it('of a bundle names what nobody can follow', () => {
    expect(projectCase(stored('claimed', 'inline'))[0]).toMatchObject({
      patient: { type: 'Patient', identifier: { value: 'Patient/p1' } },
    });
    expect(projectCase(stored('claimed', 'inline'))[0]).not.toHaveProperty('patient.reference');
  });

  it('is kept with its claim', async () => {
    const own = memoryOwnResources();
    const cases = projectingCases(memoryCaseStore<CaseDetails>(), own, clock);
    await cases.put({ ...stored('claimed'), case: { ...stored('claimed').case, events: [{} as never] } }, 0);
    expect(await own.read('Claim', ID)).toMatchObject({ version: 1 });
    expect(await cases.count()).toBe(1);
  });
});

describe('answers', () => {
  const answered: ClaimResponse = {
    ...(response('r1', 'x') as ClaimResponse),
    patient: { reference: 'Patient/p1' },
    request: { reference: 'Claim/of-the-ehr', identifier: { system: CLAIM_NUMBERS, value: number } },
  };
  const result = {
    ...{ kind: 'claim', id: 'r1', number, state: 'adjudicated', response: answered },
    task: { ...task('t1', 'ClaimResponse/r1', 'x'), for: { reference: 'Patient/p1' } },
  } as unknown as ClaimResult;

  it('of a payer lead to the claim here and to its patient in the EHR', async () => {
    const own = memoryOwnResources();
    const results = projectingResults(memoryResults(), own, clock);
    await projectingCases(memoryCaseStore<CaseDetails>(), own, clock).put(stored('sent'), 0);
    await results.put(result);
    await results.put(result);
    expect(await results.all()).toHaveLength(1);
    expect(await own.read('ClaimResponse', 'r1')).toMatchObject({
      version: 1,
      resource: {
        request: { reference: `Claim/${ID}` },
        patient: { reference: 'https://ehr.example.org/r4/Patient/p1' },
      },
    });
    expect((await own.read('Task', 't1'))?.resource).toMatchObject({
      focus: { reference: 'ClaimResponse/r1' },
    });
  });

  it('to a submitted claim are kept before they are given, also again after a crash', async () => {
    const own = memoryOwnResources();
    const inner = memorySubmissions();
    const body = claim('s1');
    const submission = {
      key: 'a'.repeat(64),
      sha256: 'b',
      at: '2026-11-24T12:00:00Z',
      body,
      response: answered,
    };
    await inner.accept(submission);
    const submissions = projectingSubmissions(inner, own, clock);
    expect(await submissions.find('none')).toBeUndefined();
    expect(await own.read('ClaimResponse', 'r1')).toBeUndefined();
    await submissions.find(submission.key);
    expect(await own.read('ClaimResponse', 'r1')).toBeDefined();
  });
});

describe('the audit trail', () => {
  const entry = (second: number) => ({
    ...{
      recorded: `2026-11-24T12:00:0${second}.000Z`,
      interaction: 'read' as const,
      observer: 'server' as const,
    },
    ...{
      client: { name: 'caller', address: '::1' },
      server: { name: 'claimwright', address: '::1' },
      data: [],
    },
  });

  it('is up to its end whenever it is asked', async () => {
    const [own, trail] = [memoryOwnResources(), memoryAuditTrail()];
    const served = withAuditTrail(own, trail, clock);
    const query = { type: 'AuditEvent', filters: [], sort: [], count: 10 };
    expect((await served.search(query)).found).toEqual([]);
    await trail.append([entry(1), entry(2)]);
    await Promise.all([served.count(query), served.count(query)]);
    expect(await served.count(query)).toBe(2);
    await trail.append([entry(0)]);
    expect((await served.search(query)).found.map((f) => f.id)).toEqual(['1', '2', '3']);
    expect(await served.read('AuditEvent', '3')).toMatchObject({
      version: 1,
      resource: { recorded: entry(0).recorded },
    });
    await catchUpAudit(trail, own, clock);
    expect((await served.history({ type: 'AuditEvent', count: 10 })).versions).toHaveLength(3);
  });
});
