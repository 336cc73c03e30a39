/** An access as an AuditEvent: each IHE BALP 1.1 pattern as its profile demands it, and valid R4. */
import { describe, expect, it } from 'vitest';
import type { AuditEventEntity } from '../../../src/fhir/index.ts';
import { auditEvent } from '../../../src/flow/index.ts';
import type { AuditEntry, AuditInteraction } from '../../../src/review/index.ts';
import { access } from '../../review/audit-contract.ts';

const event = (over: Partial<AuditEntry> = {}) =>
  auditEvent({ sequence: 7, entry: access(1, over), hash: 'x' });
const BALP = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const [SOURCE, DESTINATION] = ['110153', '110152'];
const ofType = (entities: readonly AuditEventEntity[] | undefined, code: string) =>
  (entities ?? []).filter((e) => e.type?.code === code);

describe('an AuditEvent', () => {
  // The client is the source of what it creates or asks, the server of what is read: BALP fixes this for each pattern.
  const patterns: readonly (readonly [AuditInteraction, string, string, string, string])[] = [
    ['read', 'Read', 'R', DESTINATION, SOURCE],
    ['create', 'Create', 'C', SOURCE, DESTINATION],
    ['update', 'Update', 'U', SOURCE, DESTINATION],
    ['search', 'Query', 'E', SOURCE, DESTINATION],
  ];
  it.each(patterns)(
    'of a %s is in the pattern %s, with and without a patient',
    (interaction, name, action, client, server) => {
      const query = interaction === 'search' ? { query: 'GET x', data: [] } : {};
      const e = event({ interaction, ...query });
      expect(e.meta?.profile).toEqual([`${BALP}Patient${name}`]);
      expect(e).toMatchObject({
        resourceType: 'AuditEvent',
        id: '7',
        type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
        subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: interaction }],
        action,
        recorded: '2026-03-04T10:00:01.000Z',
        outcome: '0',
      });
      expect(e.agent.map((a) => [a.type?.coding?.[0]?.code, a.who?.display, a.network])).toEqual([
        [client, 'claimwright', { address: 'host', type: '1' }],
        [server, 'ehr', { address: 'https://ehr.example.org/fhir', type: '5' }],
      ]);
      expect(ofType(e.entity, '1')).toEqual([
        {
          what: { reference: 'https://ehr.example.org/fhir/Patient/1' },
          type: expect.objectContaining({ code: '1' }),
          role: expect.objectContaining({ code: '1' }),
        },
      ]);
      // Exactly one `data` of a read or create; exactly one `query`, and no `what`, of a search.
      const [object, ...more] = ofType(e.entity, '2');
      expect(more).toEqual([]);
      if (interaction === 'search')
        expect(object).toMatchObject({
          role: { code: '24' },
          query: Buffer.from('GET x').toString('base64'),
        });
      else expect(object).toMatchObject({ role: { code: '4' }, what: { reference: expect.any(String) } });
      expect(object && 'what' in object).toBe(interaction !== 'search');

      const { patient: _none, ...anonymous } = access(1, { interaction, ...query });
      const plain = auditEvent({ sequence: 1, entry: anonymous, hash: '' });
      expect(plain.meta?.profile).toEqual([`${BALP}${name}`]);
      expect(ofType(plain.entity, '1')).toEqual([]);
    },
  );

  it.each([
    ['read', 'IRCP'],
    ['search', 'IRCP'],
    ['create', 'AUT'],
    ['update', 'AUT'],
  ] as const)('of a %s names who asked as %s, and only them as the requestor', (interaction, code) => {
    const { agent } = event({ interaction, user: { system: 'https://login.example.org', id: 'u1' } });
    expect(agent.map((a) => a.requestor)).toEqual([false, false, true]);
    expect(agent[2]).toMatchObject({
      type: { coding: [{ code }] },
      who: { identifier: { system: 'https://login.example.org', value: 'u1' } },
    });
    // A user is no device on a network (BALP: network 0..0).
    expect(agent[2]).not.toHaveProperty('network');
    expect(event({ interaction }).agent.map((a) => a.requestor)).toEqual([true, false]);
  });

  it('of an operation that is no read or write claims no pattern', () => {
    const e = event({ interaction: 'operation', operation: '$validate', data: [{ identifier: 'CW1' }] });
    expect(e).not.toHaveProperty('meta');
    expect([e.action, e.subtype?.map((s) => s.code)]).toEqual(['E', ['operation']]);
    expect(ofType(e.entity, '2')[0]).toMatchObject({ what: { identifier: { value: 'CW1' } } });
  });

  it('of an operation that comes down to a read is a read, and says by which', () => {
    const e = event({ operation: '$suggest-codes' });
    expect(e.subtype?.map((s) => s.code)).toEqual(['read', 'operation']);
    expect(ofType(e.entity, '2')[0]?.description).toBe('$suggest-codes');
    expect(e.meta?.profile).toEqual([`${BALP}PatientRead`]);
  });

  it.each([
    ['127.0.0.1', '2'],
    ['::ffff:10.0.0.1', '2'],
    ['2001:db8::1', '2'],
    ['http://ehr.example.org/fhir', '5'],
    ['host-1', '1'],
    ['unknown', '1'],
    ['1.2.3', '1'],
  ])('tells the kind of address %s: %s', (address, type) => {
    expect(event({ client: { name: 'c', address } }).agent[0]?.network).toEqual({ address, type });
  });
});
