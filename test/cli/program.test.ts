/** The command line: help, wrong calls, and that a command makes only what it needs. */
import { describe, expect, it } from 'vitest';
import { run } from './support.ts';

describe('claimwright', () => {
  it('--help names every command, on standard output', async () => {
    const { code, out, err } = await run(['--help']);
    expect([code, err]).toEqual([0, '']);
    for (const command of ['serve', 'code', 'codes', 'mappings'])
      expect(out).toMatch(new RegExp(`\\n  ${command} `));
  });

  it.each([
    ['code', '--json'],
    ['codes', 'import'],
    ['mappings', 'test'],
    ['serve', 'sandbox'],
  ])('%s --help says what it does: %s', async (command, word) => {
    const { code, out } = await run([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: claimwright');
    expect(out).toContain(word);
  });

  it('help code says what code does', async () => {
    expect((await run(['help', 'code'])).out).toContain('--encounter');
  });

  it.each([
    [['bill']],
    [['code']],
    [['code', 'a.json', 'b.json']],
    [['code', 'a.json', '--xml']],
    [['code', 'a.json', '--encounter']],
    [['codes']],
    [['codes', 'import']],
    [['codes', 'export']],
    [['mappings']],
    [['mappings', 'test', 'a', 'b']],
    [['serve', 'now']],
    [['--port', '80']],
    [[]],
  ])('%j is the fault of the caller: exit code 2 and a word on standard error', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/\S/);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
