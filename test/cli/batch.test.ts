/** `claimwright batch`: what it is asked for, and what it says. */
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { FolderBatchAsked, PeriodBatchAsked } from '../../src/cli/deps.ts';
import { run } from './support.ts';

const done = { states: { claimed: 7, held: 2 }, unreadable: 0 };
const progress = (n: number) => ({ done: n, total: 9, perSecond: 3, left: (9 - n) / 3 });

describe('batch', () => {
  it('does a folder, and says how far it is and what became of it', async () => {
    const asked: FolderBatchAsked[] = [];
    const { code, out } = await run(
      ['batch', tmpdir(), '--out', '/o', '--base-url', 'https://ehr.example.org'],
      {
        folderBatch: async (of) => {
          asked.push(of);
          for (let n = 0; n <= 9; n += 1) of.onProgress(progress(n));
          return { ...done, unreadable: 3 };
        },
      },
    );
    expect(code).toBe(0);
    expect(asked).toMatchObject([{ folder: tmpdir(), out: '/o', baseUrl: 'https://ehr.example.org' }]);
    expect(out).toContain('3 of 9  3.00/s  2 s left\n');
    expect(out).toMatch(/claimed +7\nheld +2\nall +9\n3 lines of the files hold no resource/);
  });

  it('does a period of a connection', async () => {
    const asked: PeriodBatchAsked[] = [];
    const periodBatch = async (of: PeriodBatchAsked) => {
      asked.push(of);
      return done;
    };
    const args = ['batch', '--out', '/o', '--connection', 'north', '--from', '2026-01-01'];
    expect((await run([...args, '--to', '2026-01-31'], { periodBatch })).code).toBe(0);
    await run(args, { periodBatch });
    expect(asked.map((a) => [a.connection, a.period.from, a.period.to])).toEqual([
      ['north', '2026-01-01', '2026-01-31'],
      ['north', '2026-01-01', '9999-12-31'],
    ]);
  });

  it.each([
    [['--out', '/o'], /A folder, or --from is missing/],
    [['/no/such/folder', '--out', '/o'], /There is no folder/],
    [[tmpdir(), '--out', '/o', '--from', '2026-01-01'], /--from holds/],
    [['--out', '/o', '--from', '2026-13-01'], /--from holds/],
    [['--out', '/o', '--from', '2026'], /--from holds/],
    [['--out', '/o', '--from', '2026-02-01', '--to', '2026-01-31'], /--to holds/],
  ])('refuses %j', async (args, message) => {
    await expect(run(['batch', ...args])).rejects.toThrow(message);
  });

  it('needs to know where to write', async () => {
    expect((await run(['batch', tmpdir()])).code).toBe(2);
  });
});
