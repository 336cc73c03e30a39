/** The commands that look after what is kept: export of the audit trail, replay, backup and restore. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import type { Backups, KeptCases, Replays } from '../../src/cli/deps.ts';
import { type CaseDetails, codeChart, type Editions } from '../../src/flow/index.ts';
import { type AuditFilter, newCase } from '../../src/review/index.ts';
import { access } from '../review/audit-contract.ts';
import { example, standing } from '../support/service.ts';
import { run } from './support.ts';

const { knowledge } = await standing();
const editions = knowledge.editions as Editions;

describe('claimwright audit export', () => {
  const asked: AuditFilter[] = [];
  const kept = async () =>
    ({
      auditEvents: async function* (filter: AuditFilter) {
        asked.push(filter);
        yield* [1, 2].map((n) => ({ sequence: n, entry: access(n), hash: 'x' }));
      },
      close: async () => undefined,
    }) as unknown as KeptCases;
  const exported = (...more: string[]) => run(['audit', 'export', ...more], { keptCases: kept });

  it('prints an AuditEvent a line', async () => {
    const { code, out } = await exported();
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, events.map((e) => [e.resourceType, e.id])]).toEqual([
      0,
      [
        ['AuditEvent', '1'],
        ['AuditEvent', '2'],
      ],
    ]);
  });

  it.each([
    ['2026-10-01', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T12:00:00Z', '2026-10-01T12:00:00.000Z'],
    ['2026-10-01T12:00:00-05:00', '2026-10-01T17:00:00.000Z'],
  ])('asks for what was since %s', async (since, instant) => {
    await exported('--since', since, '--patient', 'Patient/1');
    expect(asked.at(-1)).toEqual({ since: instant, patient: 'Patient/1' });
  });

  it.each([
    ['--since', 'yesterday'],
    ['--since', '2026-13-01'],
    ['--since', '2026-10-01T12:00:00'],
    ['--patient', 'Ada'],
    ['--patient', '1'],
    ['--patient', 'Patient/1 OR true'],
  ])('refuses %s %s', async (option, value) => {
    await expect(exported(option, value)).rejects.toMatchObject({ code: 'CW-1004' });
  });
});

describe('claimwright replay', () => {
  const { bundle, expected } = example('uri-simple-visit');
  const coded = codeChart(chartFromBundle(bundle, 'https://ehr.example.org', expected.encounter), knowledge);
  const details: CaseDetails = { coded, claim: undefined, writeBack: undefined, fault: undefined };
  const on = (now: Partial<Editions>): { replays: () => Promise<Replays> } => ({
    replays: async () => ({
      find: async (name) =>
        name === 'CW1' ? { case: newCase('ehr', expected.encounter), details } : undefined,
      codingWith: async () => ({ knowledge, editions: { ...editions, ...now } }),
      close: async () => undefined,
    }),
  });

  it('says that the bytes are the same', async () => {
    const { code, out } = await run(['replay', 'CW1'], on({}));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^case .+: the claim is identical, \d+ bytes\.\n$/),
    ]);
  });

  it('shows the inputs that are not what they were, and with --anyway what comes of them', async () => {
    const other = on({ charges: 'e'.repeat(64), program: '9' });
    const tried = await run(['replay', 'CW1'], other);
    expect(tried.code).toBe(1);
    expect(tried.out).toMatch(
      /^input +then +now\nprogram +0\.1\.0 +9\ncharge table +[0-9a-f]{12} +eeeeeeeeeeee\n/,
    );
    expect(tried.out).toContain('2 inputs are not what it was; --anyway');
    const anyway = await run(['replay', 'CW1', '--anyway'], other);
    expect([anyway.code, anyway.out]).toEqual([0, expect.stringContaining('identical')]);
  });

  it('knows no case under another name', async () => {
    await expect(run(['replay', 'CW2'], on({}))).rejects.toMatchObject({ code: 'CW-1007' });
    await expect(run(['replay', 'CW1'], { replays: async () => undefined })).rejects.toMatchObject({
      code: 'CW-5001',
    });
  });
});

describe('claimwright backup and restore', () => {
  const backups = (over: Partial<Backups> = {}) => ({
    backups: async (): Promise<Backups> => ({
      write: async () => ({ encounter_case: 2, case_event: 0 }),
      restore: async () => ({ encounter_case: 2, case_event: 8 }),
      verify: async function* () {},
      verifyAudit: async () => ({ events: 0, broken: undefined }),
      close: async () => undefined,
      ...over,
    }),
  });

  it('say what is in the file', async () => {
    expect(await run(['backup', 'x.backup'], backups())).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^x\.backup: 2 encounter_case\nWhat waits in the queue is not in it[^\n]+\n$/,
      ),
    });
    expect(await run(['restore', 'x.backup'], backups())).toMatchObject({
      code: 0,
      out: 'restored 2 encounter_case, 8 case_event\nEvery chain of events holds.\n',
    });
  });

  it('end with 1 when what was backed up had been tampered with', async () => {
    const broken = backups({ verifyAudit: async () => ({ events: 3, broken: { event: 4, why: 'gone' } }) });
    expect(await run(['restore', 'x.backup'], broken)).toMatchObject({
      code: 1,
      out: expect.stringContaining('audit event 4: gone\nThe chains of events are broken.\n'),
    });
  });

  it('say what to set where there is no database', async () => {
    for (const command of ['backup', 'restore'])
      await expect(run([command, 'x'], { backups: async () => undefined })).rejects.toMatchObject({
        code: 'CW-5001',
      });
  });
});
