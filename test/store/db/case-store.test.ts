/** The contract of cases on each database there is, and what only a database can be asked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, newCase } from '../../../src/review/index.ts';
import { type Database, databaseCaseStore, openDatabase } from '../../../src/store/index.ts';
import { caseStoreContract, index } from '../../review/contract.ts';
import { databases } from './support.ts';

type Details = { readonly note: string };
const codec = {
  ...index,
  write: (details: Details): unknown => details,
  read: (value: unknown) => value as Details,
};
const read = (id: string, times = 1) =>
  Array.from({ length: times }).reduce<ReturnType<typeof newCase>>(
    (c, _, i) => advance(c, { at: `2026-03-04T10:00:0${i}Z`, who: 'test', kind: 'read', why: `Read ${i}.` }),
    newCase('ehr', `Encounter/${id}`),
  );

const STARTING = 180_000;

describe.each(databases())('cases on a database: $name', ({ open, empty }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await empty(database);
    return database;
  };
  // The embedded server makes its cluster when it is first started: seconds, and many on a busy machine.
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  caseStoreContract('the contract', async () => databaseCaseStore(await fresh(), codec));

  it('finds nothing under what is no id', async () => {
    const store = databaseCaseStore(await fresh(), codec);
    for (const id of ['', 'x', "'; DROP TABLE encounter_case; --", '00000000-0000-0000-0000-000000000000'])
      expect(await store.get(id)).toBeUndefined();
  });

  it('keeps details byte for byte, in the order they were written', async () => {
    const store = databaseCaseStore(await fresh(), { write: (v: unknown) => v, read: (v) => v });
    const details = { z: 1, a: { y: [1.5, 'ß', null], b: true }, '10': 'ten', text: '\u2028"\\' };
    await store.put({ case: read('1'), details }, 0);
    expect(JSON.stringify((await store.get(read('1').id))?.details)).toBe(JSON.stringify(details));
  });

  const altered: readonly (readonly [string, string, number])[] = [
    ['a changed word', "UPDATE case_event SET why = 'Other.' WHERE sequence = 2", 2],
    ['a changed person', "UPDATE case_event SET who = 'nobody' WHERE sequence = 1", 1],
    ['an event less in the middle', 'DELETE FROM case_event WHERE sequence = 2', 2],
    ['an event less at the end', 'DELETE FROM case_event WHERE sequence = 3', 3],
    ['events in another order', 'UPDATE case_event SET sequence = 9 - sequence WHERE sequence > 1', 2],
    [
      'a hash made new for a changed word',
      "UPDATE case_event SET why = 'Other.', hash = repeat('0', 64) WHERE sequence = 2",
      2,
    ],
  ];
  it.each(altered)('finds %s', async (_, sql, event) => {
    const db = await fresh();
    const store = databaseCaseStore(db, codec);
    for (const id of ['1', '2']) await store.put({ case: read(id, 3), details: { note: '' } }, 0);
    const broken = async () => {
      const all: unknown[] = [];
      for await (const one of store.verify()) all.push(one);
      return all;
    };
    expect(await broken()).toEqual([]);
    await db.execute(`${sql} AND case_id = '${read('2').id}'`);
    expect(await broken()).toEqual([expect.objectContaining({ id: read('2').id, event })]);
  });
});

describe('the embedded database', () => {
  it(
    'keeps what it was given when it is opened again',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'claimwright-db-'));
      try {
        const first = await openDatabase({ folder });
        await databaseCaseStore(first, codec).put({ case: read('1'), details: { note: 'kept' } }, 0);
        await first.close();
        const second = await openDatabase({ folder });
        expect((await databaseCaseStore(second, codec).get(read('1').id))?.details).toEqual({ note: 'kept' });
        await second.close();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    STARTING,
  );
});
