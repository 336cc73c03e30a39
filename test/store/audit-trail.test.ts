/** The audit trail on each database there is: its contract, and that no tampering with its rows goes unseen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, databaseAuditTrail, verifyAudit } from '../../src/store/index.ts';
import { access, auditTrailContract, kept } from '../review/audit-contract.ts';
import { databases } from './db/support.ts';

const STARTING = 180_000;

describe.each(databases())('the audit trail on a database: $name', ({ open, empty }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await empty(database);
    return database;
  };
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  auditTrailContract('the contract', async () => databaseAuditTrail(await fresh()));

  it('keeps one chain whichever process adds to it', async () => {
    const db = await fresh();
    const trails = [databaseAuditTrail(db), databaseAuditTrail(db), databaseAuditTrail(db)];
    await Promise.all(
      trails.flatMap((trail, t) => Array.from({ length: 20 }, (_, i) => trail.append([access(t * 20 + i)]))),
    );
    expect(await verifyAudit(db)).toEqual({ events: 60, broken: undefined });
    // Each process's events in the order it brought them.
    const mine = (await kept(databaseAuditTrail(db))).map((e) => Number(e.entry.patient?.split('/').at(-1)));
    for (const t of [0, 1, 2]) {
      const own = mine.filter((n) => Math.floor(n / 20) === t);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });

  it('holds over more events than are read at a time, also while events are added', async () => {
    const db = await fresh();
    const trail = databaseAuditTrail(db);
    await trail.append(Array.from({ length: 2500 }, (_, i) => access(i % 60)));
    const [verdict] = await Promise.all([verifyAudit(db), trail.append([access(1)])]);
    expect(verdict.broken).toBeUndefined();
    expect(await verifyAudit(db)).toEqual({ events: 2501, broken: undefined });
    expect(await kept(trail)).toHaveLength(2501);
  });

  it('fails an access that cannot be kept, and keeps the next', async () => {
    const db = await fresh();
    const trail = databaseAuditTrail(db);
    await db.execute('DELETE FROM audit_chain');
    await expect(trail.append([access(1)])).rejects.toMatchObject({ code: 'CW-8201' });
    await db.execute("INSERT INTO audit_chain VALUES (1, 0, 'claimwright')");
    await trail.append([access(2)]);
    expect((await kept(trail)).map((e) => e.entry)).toEqual([access(2)]);
  });

  const other = JSON.stringify(access(9));
  const tampered: readonly (readonly [name: string, event: number, sql: string])[] = [
    ['a changed event', 2, `UPDATE audit_event SET event = '${other}' WHERE sequence = 2`],
    [
      'a changed event with a hash made for it alone',
      2,
      `UPDATE audit_event SET event = '${other}', hash = repeat('0', 64) WHERE sequence = 2`,
    ],
    ['a changed hash', 3, "UPDATE audit_event SET hash = repeat('a', 64) WHERE sequence = 3"],
    ['an event filed under another patient', 2, "UPDATE audit_event SET patient = 'x' WHERE sequence = 2"],
    ['an event filed under nobody', 2, 'UPDATE audit_event SET patient = NULL WHERE sequence = 2'],
    ['an event at another time', 1, "UPDATE audit_event SET recorded = '2020' WHERE sequence = 1"],
    ['a deleted first event', 1, 'DELETE FROM audit_event WHERE sequence = 1'],
    ['a deleted event in the middle', 3, 'DELETE FROM audit_event WHERE sequence = 3'],
    ['deleted events at the end', 4, 'DELETE FROM audit_event WHERE sequence > 3'],
    ['every event deleted', 1, 'DELETE FROM audit_event'],
    [
      'a deleted event and the others moved up',
      3,
      'DELETE FROM audit_event WHERE sequence = 3; UPDATE audit_event SET sequence = -sequence WHERE sequence > 3; UPDATE audit_event SET sequence = -sequence - 1 WHERE sequence < 0',
    ],
    [
      'two events in each other’s place',
      2,
      'UPDATE audit_event SET sequence = sequence - 100 WHERE sequence IN (2, 3); UPDATE audit_event SET sequence = CASE sequence WHEN -98 THEN 3 ELSE 2 END WHERE sequence < 0',
    ],
    [
      'an inserted event at the end',
      6,
      `INSERT INTO audit_event SELECT 6, recorded, patient, event, hash FROM audit_event WHERE sequence = 5`,
    ],
    [
      'an inserted event in the middle',
      3,
      `UPDATE audit_event SET sequence = -sequence WHERE sequence > 2; UPDATE audit_event SET sequence = -sequence + 1 WHERE sequence < 0; INSERT INTO audit_event SELECT 3, recorded, patient, event, hash FROM audit_event WHERE sequence = 2`,
    ],
    ['an end that was set back', 3, 'UPDATE audit_chain SET sequence = 3'],
    ['an end with another hash', 5, "UPDATE audit_chain SET hash = repeat('b', 64)"],
    ['an end that is gone', 0, 'DELETE FROM audit_chain'],
  ];
  it.each(tampered)('finds %s', async (_, event, sql) => {
    const db = await fresh();
    await databaseAuditTrail(db).append([1, 2, 3, 4, 5].map((n) => access(n)));
    expect(await verifyAudit(db)).toEqual({ events: 5, broken: undefined });
    await db.execute(sql);
    const { broken } = await verifyAudit(db);
    await db.execute("DELETE FROM audit_chain; INSERT INTO audit_chain VALUES (1, 0, 'claimwright')");
    expect(broken).toEqual({ event, why: expect.any(String) });
  });
});
