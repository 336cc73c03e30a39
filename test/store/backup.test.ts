/** Backup and restore on each database and from each to each: the same cases byte for byte, and no file that is not whole. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, type Case, newCase } from '../../src/review/index.ts';
import {
  type Database,
  databaseAuditTrail,
  databaseCaseStore,
  restoreBackup,
  verifyAudit,
  writeBackup,
} from '../../src/store/index.ts';
import { access, kept } from '../review/audit-contract.ts';
import { databases } from './db/support.ts';

const STARTING = 180_000;
const AT = '2026-11-24T12:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'claimwright-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Details = Readonly<Record<string, unknown>>;
const codec = {
  write: (details: Details): unknown => details,
  read: (value: unknown) => value as Details,
  summary: () => ({ patient: { name: 'O’Brien\u2028"\\' } }),
  claimNumbers: ({ number }: Details) => [String(number)],
};
const read = (c: Case, n = 1): Case =>
  Array.from({ length: n }).reduce<Case>(
    (one, _, i) => advance(one, { at: `2026-03-04T10:00:0${i}Z`, who: 'test', kind: 'read', why: 'Read.' }),
    c,
  );
/** What JSON can hold that a careless copy would change. */
const details = (n: number): Details => ({
  z: n,
  '10': 'ten',
  a: { y: [1.5, 1e21, -0, 'ß', null, ''], b: true },
  text: `line\nfeed \u2028 \u0001 "quoted" \\ \\N \t{1,2} ${'x'.repeat(n * 1000)}`,
  number: `CW${n}`,
});

async function filled(db: Database, cases = 120): Promise<void> {
  const store = databaseCaseStore(db, codec);
  for (let n = 0; n < cases; n += 1) {
    const c = read(newCase('ehr', `Encounter/${n}`), 1 + (n % 3));
    await store.put({ case: c, details: details(n) }, 0);
  }
  await databaseAuditTrail(db).append(Array.from({ length: 130 }, (_, i) => access(i % 60)));
}

/** The sum of each table's rows, so that a difference is told and not printed. */
const rowsOf = async (db: Database) => ({
  cases: sha(JSON.stringify(await databaseCaseStore(db, codec).list())),
  texts: await sumOf(
    db,
    "SELECT id, details::text, summary::text, (changed_at AT TIME ZONE 'UTC')::text AS at, kept_first::text FROM encounter_case ORDER BY id",
  ),
  events: await sumOf(db, 'SELECT * FROM case_event ORDER BY case_id, sequence'),
  numbers: await sumOf(db, 'SELECT number, case_id FROM claim_number ORDER BY case_id, number'),
  audit: sha(JSON.stringify(await kept(databaseAuditTrail(db)))),
});
const sumOf = async (db: Database, sql: string) => sha(JSON.stringify(await db.query(sql)));
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

const pairs = databases().flatMap((from) => databases().map((to) => ({ from, to })));

describe.each(pairs)('a backup of $from.name restored into $to.name', ({ from, to }) => {
  let source: Database;
  let target: Database;
  beforeAll(async () => {
    source = await from.open();
    target = await to.open();
    await filled(source);
  }, STARTING);
  afterAll(async () => {
    await source?.close();
    await target?.close();
  });
  const file = join(folder, `${from.name}-${to.name}.backup`);

  it('gives the same cases, events and audit trail, byte for byte', async () => {
    const counts = await writeBackup(source, file, AT);
    expect(counts).toMatchObject({ encounter_case: 120, case_event: 240, audit_event: 130, audit_chain: 1 });
    expect(await restoreBackup(target, file)).toEqual(counts);
    expect(await rowsOf(target)).toEqual(await rowsOf(source));
    expect(await verifyAudit(target)).toEqual({ events: 130, broken: undefined });
    for await (const broken of databaseCaseStore(target, codec).verify()) expect(broken).toBeUndefined();
  });

  it('goes on where the other stopped', async () => {
    const store = databaseCaseStore(target, codec);
    const next = read(newCase('ehr', 'Encounter/next'));
    await store.put({ case: next, details: details(1) }, 0);
    expect((await store.page({ limit: 1 })).rows[0]?.case.id).toBe(next.id);
    await databaseAuditTrail(target).append([access(1)]);
    expect(await verifyAudit(target)).toEqual({ events: 131, broken: undefined });
  });

  it('is never put over what is there', async () => {
    const before = await rowsOf(target);
    await expect(restoreBackup(target, file)).rejects.toMatchObject({ code: 'CW-8203' });
    expect(await rowsOf(target)).toEqual(before);
  });
});

describe.each(databases())('a backup that is not whole, and $name', ({ open, empty }) => {
  let db: Database;
  let whole: Buffer;
  const write = (bytes: Buffer): string => {
    const path = join(folder, 'broken.backup');
    writeFileSync(path, bytes);
    return path;
  };
  beforeAll(async () => {
    db = await open();
    await filled(db, 5);
    const path = join(folder, `whole-${db.kind}.backup`);
    await writeBackup(db, path, AT);
    whole = readFileSync(path);
    await empty(db);
  }, STARTING);
  afterAll(() => db?.close());

  const text = (): string => gunzipSync(whole).toString('utf8');
  const lines = (): string[] => text().split(/(?<=\n)/);
  const broken: readonly (readonly [string, () => Buffer])[] = [
    ['is cut in the middle', () => whole.subarray(0, whole.length / 2)],
    ['lacks its last byte', () => whole.subarray(0, -1)],
    ['is empty', () => Buffer.alloc(0)],
    ['is no gzip', () => Buffer.from('{"format":"claimwright-backup"}\n')],
    [
      'has a flipped bit',
      () => {
        const copy = Buffer.from(whole);
        const at = Math.floor(copy.length / 3);
        copy[at] = (copy[at] ?? 0) ^ 4;
        return copy;
      },
    ],
    ['has another word', () => gzipSync(text().replace('Read.', 'Rued.'))],
    ['lacks a row', () => gzipSync(lines().toSpliced(4, 1).join(''))],
    [
      'has a row twice',
      () =>
        gzipSync(
          lines()
            .toSpliced(4, 0, lines()[4] ?? '')
            .join(''),
        ),
    ],
    [
      'has rows in another order',
      () =>
        gzipSync(
          lines()
            .toSpliced(4, 2, lines()[5] ?? '', lines()[4] ?? '')
            .join(''),
        ),
    ],
    ['lacks its foot', () => gzipSync(lines().slice(0, -1).join(''))],
    ['has something after its foot', () => gzipSync(`${text()}[0,[]]\n`)],
    ['has a row of a table that is not there', () => gzipSync(text().replace('\n[0,', '\n[99,'))],
    ['has a row with a value too few', () => gzipSync(text().replace(/\n\[0,\["[^"]*",/, '\n[0,['))],
    ['has a line that is no JSON', () => gzipSync(text().replace('\n[', '\n['.repeat(2)))],
    ['is of another program', () => gzipSync('{"format":"other"}\n')],
    ['is of a later format', () => gzipSync(text().replace('"version":1', '"version":2'))],
  ];
  it.each(broken)('is refused before anything is written when it %s', async (_, bytes) => {
    await expect(restoreBackup(db, write(bytes()))).rejects.toMatchObject({ code: 'CW-8202' });
    expect(await databaseCaseStore(db, codec).count()).toBe(0);
    expect(await verifyAudit(db)).toEqual({ events: 0, broken: undefined });
  });

  it('is refused when its schema is another', async () => {
    const sealed = (head: string): Buffer => {
      const [, ...rest] = lines();
      const body = [head, ...rest.slice(0, -1)].join('');
      const foot = JSON.parse(rest.at(-1) ?? '{}');
      return gzipSync(`${body}${JSON.stringify({ ...foot, sha256: sha(body) })}\n`);
    };
    const head = JSON.parse(lines()[0] ?? '{}');
    const later = { ...head, schema: [...head.schema, { name: 'later', checksum: 'x' }] };
    const answer = restoreBackup(db, write(sealed(`${JSON.stringify(later)}\n`)));
    await expect(answer).rejects.toMatchObject({
      code: 'CW-8202',
      message: expect.stringContaining('later'),
    });
  });

  it('is made for a file that is not there yet, and leaves none behind when it fails', async () => {
    const path = join(folder, 'there.backup');
    writeFileSync(path, 'mine');
    await expect(writeBackup(db, path, AT)).rejects.toMatchObject({ code: 'CW-1002' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await expect(writeBackup(db, join(folder, 'no', 'such', 'x'), AT)).rejects.toMatchObject({
      code: 'CW-1002',
    });
    await expect(restoreBackup(db, join(folder, 'none.backup'))).rejects.toMatchObject({ code: 'CW-1007' });
  });
});
