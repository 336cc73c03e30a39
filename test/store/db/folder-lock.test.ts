/** The lock of an embedded database: one process has it, and one that was killed does not keep it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src/store/db/folder-lock.ts';

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'claimwright-lock-'));
  folder = join(home, 'database');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const lock = () => `${folder}.lock`;
/** A process that has ended: its number is not in use. */
const ended = () => spawnSync('true').pid;

describe('the lock of a folder', () => {
  it('is had once, and again when it was given back', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(`${folder}/`)).toThrow(`is in use by another process (${process.pid})`);
    unlock();
    lockFolder(folder)();
  });

  it.each([
    ['of a process that was killed', () => `${ended()} 1\n`],
    ['of a process whose number another program has now', () => `${process.pid} 1\n`],
    ['that says nothing', () => ''],
    ['that says nonsense', () => 'not a number\n'],
    ['of no process at all', () => '-1 5\n'],
  ])('%s is taken over', (_name, text) => {
    writeFileSync(lock(), text());
    const unlock = lockFolder(folder);
    expect(readFileSync(lock(), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    unlock();
  });

  it('of a living process of which no more is known is respected', () => {
    writeFileSync(lock(), `${process.ppid}\n`);
    expect(() => lockFolder(folder)).toThrow(expect.objectContaining({ code: 'CW-8101' }));
  });
});
