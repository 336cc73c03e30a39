/** What every AuditTrail must do, whatever is behind it. */
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditFilter,
  type AuditTrail,
  auditHash,
  CHAIN_START,
  type KeptAuditEntry,
} from '../../src/review/index.ts';

export const access = (n: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  recorded: `2026-03-04T10:00:${String(n).padStart(2, '0')}.000Z`,
  interaction: 'read',
  client: { name: 'claimwright', address: 'host' },
  server: { name: 'ehr', address: 'https://ehr.example.org/fhir' },
  observer: 'client',
  patient: `https://ehr.example.org/fhir/Patient/${n}`,
  data: [{ reference: `https://ehr.example.org/fhir/Encounter/${n}` }],
  ...over,
});

export async function kept(trail: AuditTrail, filter?: AuditFilter): Promise<readonly KeptAuditEntry[]> {
  const found: KeptAuditEntry[] = [];
  for await (const event of trail.events(filter)) found.push(event);
  return found;
}

/** `make` must give an empty trail. */
export function auditTrailContract(name: string, make: () => Promise<AuditTrail>): void {
  describe(name, () => {
    it('keeps entries in their order, each with the hash of all before it', async () => {
      const trail = await make();
      await trail.append([access(1), access(2)]);
      await trail.append([]);
      await trail.append([access(3, { query: 'GET Encounter?status=finished' })]);
      const events = await kept(trail);
      expect(events.map((e) => e.sequence)).toEqual([1, 2, 3]);
      expect(events.map((e) => e.entry)).toEqual([
        access(1),
        access(2),
        access(3, { query: 'GET Encounter?status=finished' }),
      ]);
      let before = CHAIN_START;
      for (const { sequence, entry, hash } of events) {
        expect(hash).toBe(auditHash(before, sequence, JSON.stringify(entry)));
        before = hash;
      }
    });

    it('finds the events of a patient, at one EHR or at any', async () => {
      const trail = await make();
      await trail.append([access(1), access(2), access(12), access(1, { patient: 'Patient/1' })]);
      await trail.append([access(3, { patient: 'https://other.example.org/Patient/1' })]);
      const { patient: _none, ...anonymous } = access(4);
      await trail.append([anonymous]);
      const found = async (patient: string) => (await kept(trail, { patient })).map((e) => e.sequence);
      expect(await found('Patient/1')).toEqual([1, 4, 5]);
      expect(await found('https://ehr.example.org/fhir/Patient/1')).toEqual([1]);
      expect(await found('Patient/2')).toEqual([2]);
      for (const none of ['atient/1', 'Patient/%', 'Patient/_', "'; DROP TABLE audit_event; --"])
        expect(await found(none)).toEqual([]);
    });

    it('finds the events from an instant on, that instant with them', async () => {
      const trail = await make();
      await trail.append([access(1), access(2), access(3)]);
      const found = async (since: string) => (await kept(trail, { since })).map((e) => e.sequence);
      expect(await found('2026-03-04T10:00:02.000Z')).toEqual([2, 3]);
      expect(await found('2026-03-04T10:00:02.001Z')).toEqual([3]);
      expect(await found('2026-03-05T00:00:00.000Z')).toEqual([]);
    });

    it('keeps every event of many that come at once, in one chain', async () => {
      const trail = await make();
      await Promise.all(Array.from({ length: 40 }, (_, i) => trail.append([access(i), access(i)])));
      const events = await kept(trail);
      expect(events.map((e) => e.sequence)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
    });
  });
}
