import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  diskFiles,
  folderSubmissions,
  memorySubmissions,
  type Submission,
  type Submissions,
  submissionResponse,
} from '../../src/clearinghouse/index.ts';
import { sha256 } from '../../src/kernel/index.ts';
import { AT, CW1 } from './support.ts';

const submission = (hash: string, key = sha256('CW1')): Submission => ({
  key,
  sha256: hash,
  at: AT,
  body: CW1,
  response: submissionResponse({ id: hash, at: AT, claim: CW1, issues: [] }),
});

/** One contract, on the fake and on the disk. */
describe.each<[string, (run: (made: Submissions) => Promise<void>) => Promise<void>]>([
  ['in memory', (run) => run(memorySubmissions())],
  [
    'in a folder',
    async (run) => {
      const folder = await mkdtemp(join(tmpdir(), 'submissions-'));
      await run(folderSubmissions(join(folder, 'inner')));
      await rm(folder, { recursive: true });
    },
  ],
])('submissions %s', (_, on) => {
  it('keep one for each key, whoever comes later', () =>
    on(async (made) => {
      expect(await made.find(sha256('CW1'))).toBeUndefined();
      expect(await made.accept(submission('a'))).toEqual(submission('a'));
      expect(await made.accept(submission('b'))).toEqual(submission('a'));
      expect(await made.find(sha256('CW1'))).toEqual(submission('a'));
      expect(await made.accept(submission('b', sha256('CW2')))).toEqual(submission('b', sha256('CW2')));
    }));

  it('keep one of many that come at once', () =>
    on(async (made) => {
      const all = ['a', 'b', 'c', 'd', 'e'].map((hash) => made.accept(submission(hash)));
      const answers = await Promise.all(all);
      expect(new Set(answers.map((a) => a.sha256)).size).toBe(1);
    }));
});

describe('submissions in a folder', () => {
  it('are there for another process, and leave nothing half written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'submissions-'));
    await folderSubmissions(folder).accept(submission('a'));
    await folderSubmissions(folder).accept(submission('b'));
    expect(await folderSubmissions(folder).find(sha256('CW1'))).toEqual(submission('a'));
    expect(await readdir(folder)).toEqual([`${sha256('CW1')}.json`]);
    await rm(folder, { recursive: true });
  });

  it('are not accepted when they cannot be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'submissions-'));
    const failing = folderSubmissions(folder, {
      ...diskFiles,
      create: async () => {
        throw new Error('the disk is full');
      },
    });
    await expect(failing.accept(submission('a'))).rejects.toThrow('disk');
    expect(await folderSubmissions(folder).find(sha256('CW1'))).toBeUndefined();
    await rm(folder, { recursive: true });
  });

  it('have keys that lead nowhere else', async () => {
    await expect(folderSubmissions('x').find('../../etc/passwd')).rejects.toMatchObject({ code: 'CW-5002' });
  });
});
