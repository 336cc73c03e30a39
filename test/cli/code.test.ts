/** `claimwright code`: a file or an encounter of the EHR, for a person or for a program. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CliDeps } from '../../src/cli/index.ts';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Parameters, Resource } from '../../src/fhir/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { bundleOf, CHARTS, example, resourcesOf, smallVisit, standing } from '../support/service.ts';
import { run, unused } from './support.ts';

const { knowledge, modules, validator } = await standing();
const coding = async () => ({ knowledge, modules });
const onFile = { coding, validator: () => validator };
const visit = example('diabetes-ckd-office-visit');
const FILE = join(CHARTS, visit.slug, 'bundle.json');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'code-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer, name = 'bundle.json'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const code = (target: string, ...options: readonly string[]) => run(['code', target, ...options], onFile);

describe('a file', () => {
  it('is coded: each code with its rule, its authority and the words that support it', async () => {
    const { code: exit, out, err } = await code(FILE);
    expect([exit, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe('Encounter/dm-ckd-encounter  2025-11-12  office  → ready');
    let at = 0;
    for (const diagnosis of visit.expected.diagnoses) {
      expect(out.indexOf(` ${diagnosis} `, at)).toBeGreaterThan(at);
      at = out.indexOf(` ${diagnosis} `, at);
    }
    for (const { code: service } of visit.expected.lines) expect(out).toContain(service);
    expect(out).toMatch(/ICD-10-CM Official Guidelines FY 2026, I\.A\.15/);
    expect(out).toMatch(/« .+ » {2}Condition\/dm-ckd-ckd Condition\.code/);
    expect(out).not.toContain('Not claimed because');
  });

  it('is coded for a program: --json is the Parameters of the FHIR operation, and nothing else', async () => {
    const { out } = await code(FILE, '--json');
    const answer = JSON.parse(out) as Parameters;
    expect(answer.resourceType).toBe('Parameters');
    expect(validator.validate(answer).filter((i) => i.severity === 'error')).toEqual([]);
    const codes = (answer.parameter ?? [])
      .filter((p) => p.name === 'suggestion')
      .map((p) => p.part?.find((part) => part.name === 'code')?.valueCoding?.code);
    expect(codes).toEqual(expect.arrayContaining([...visit.expected.diagnoses]));
  });

  it('that makes no claim says why', async () => {
    const { code: exit, out } = await code(join(CHARTS, 'missing-elements', 'bundle.json'));
    expect(exit).toBe(0);
    expect(out).toMatch(/→ held\n/);
    expect(out).toMatch(/\nNot claimed because\n {2}\S/);
    expect(out).toMatch(/\nFindings\n {2}✗ \S+: .+ \(.+\)/);
  });

  it('with several encounters needs --encounter', async () => {
    const [patient, encounter, condition] = smallVisit('a');
    const second = { ...condition, id: 'c2', encounter: { reference: 'Encounter/b' } };
    const all = [patient, encounter, condition, { ...encounter, id: 'b' }, second] as Resource[];
    const path = file(JSON.stringify(bundleOf(all)));
    await expect(code(path)).rejects.toMatchObject({ code: 'CW-1004' });
    expect((await code(path, '--encounter', 'Encounter/b')).out).toMatch(/^Encounter\/b /);
    await expect(code(path, '--encounter', 'Encounter/none')).rejects.toMatchObject({ code: 'CW-1007' });
    await expect(code(path, '--encounter', 'b')).rejects.toMatchObject({ code: 'CW-1007' });
  });

  it('may begin with a byte order mark', async () => {
    expect((await code(file(`\uFEFF${visit.text}`))).code).toBe(0);
  });

  const WRONG: readonly (readonly [string, string | Buffer, string, string])[] = [
    ['is empty', '', 'CW-1002', 'The file is not a valid JSON document: it cannot be parsed.'],
    ['is not JSON', '{"resourceType":', 'CW-1002', 'cannot be parsed'],
    ['is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]), 'CW-1002', 'cannot be parsed'],
    ['is nested beyond reading', '['.repeat(200_000), 'CW-1002', 'cannot be parsed'],
    ['is a list', '[]', 'CW-1004', 'must hold a FHIR Bundle'],
    ['is null', 'null', 'CW-1004', 'must hold a FHIR Bundle'],
    ['is a text', '"Bundle"', 'CW-1004', 'must hold a FHIR Bundle'],
    ['is a Patient', '{"resourceType":"Patient"}', 'CW-1004', 'must hold a FHIR Bundle'],
    ['has no Encounter', '{"resourceType":"Bundle"}', 'CW-1003', 'holds no Encounter'],
    ['has an entry that is no list', '{"resourceType":"Bundle","entry":{}}', 'CW-1009', 'Bundle.entry'],
    ['has an entry that is a text', '{"resourceType":"Bundle","entry":"x"}', 'CW-1009', 'Bundle.entry'],
    [
      'has an entry that is null',
      '{"resourceType":"Bundle","entry":[null]}',
      'CW-1003',
      'holds no Encounter',
    ],
    [
      'has a resource that is none',
      '{"resourceType":"Bundle","entry":[{"resource":1}]}',
      'CW-1009',
      'entry[0]',
    ],
  ];

  it.each(WRONG)('that %s is refused in one sentence', async (_name, content, errorCode, sentence) => {
    const refused = code(file(content));
    await expect(refused).rejects.toBeInstanceOf(ClaimwrightError);
    await expect(refused).rejects.toMatchObject({
      code: errorCode,
      message: expect.stringContaining(sentence),
    });
    await expect(refused).rejects.not.toThrow(/\n/);
  });

  it('that is not there, or is a folder, is refused', async () => {
    await expect(code(join(folder, 'none.json'))).rejects.toThrow(
      `There is no file ${join(folder, 'none.json')} here.`,
    );
    await expect(code(folder)).rejects.toMatchObject({ code: 'CW-1007' });
  });

  it('needs no EHR, and one that is wrong needs no code sets either', async () => {
    const deps = { coding: unused('coding'), validator: () => validator, connect: unused('connect') };
    await expect(run(['code', file('{')], deps)).rejects.toMatchObject({ code: 'CW-1002' });
  });
});

describe('Encounter/[id]', () => {
  const connected = (close = async (): Promise<void> => {}): Partial<CliDeps> => ({
    coding,
    connect: async () => ({ ehrs: [fakeEhr(resourcesOf(visit.bundle))], sandbox: { close } }),
  });

  it('is read from the connection that is named, where there are several', async () => {
    const north = fakeEhr(smallVisit('a'), { id: 'north' });
    const south = fakeEhr(resourcesOf(visit.bundle), { id: 'south' });
    const close = vi.fn(async () => undefined);
    const deps = { coding, connect: async () => ({ ehrs: [north, south], sandbox: { close } }) };
    const of = (...options: readonly string[]) =>
      run(['code', 'Encounter/dm-ckd-encounter', ...options], deps);
    expect((await of('--connection', 'south')).code).toBe(0);
    await expect(of('--connection', 'north')).rejects.toMatchObject({ code: 'CW-2001' });
    await expect(of()).rejects.toThrow('--connection is missing: several are configured: north, south.');
    await expect(of('--connection', 'east')).rejects.toMatchObject({
      code: 'CW-1004',
      message: expect.stringContaining('the connections are north, south'),
    });
    expect(close).toHaveBeenCalledTimes(4);
  });

  it('is read from the EHR, and the sandbox is closed after it', async () => {
    const close = vi.fn(async () => undefined);
    const { code: exit, out } = await run(['code', 'Encounter/dm-ckd-encounter'], connected(close));
    expect(exit).toBe(0);
    expect(out).toMatch(/^Encounter\/dm-ckd-encounter {2}2025-11-12 {2}office {2}→ ready\n/);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('that the EHR has not is refused, and the sandbox is closed all the same', async () => {
    const close = vi.fn(async () => undefined);
    const refused = run(['code', 'Encounter/none'], connected(close));
    await expect(refused).rejects.toThrow('The EHR has no Encounter/none.');
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('cannot steer the terminal by what its record says', async () => {
    const hostile = '\u001b[2J\u0007\u009b31m\rE11.9';
    const record = smallVisit('a').map((r) =>
      r.resourceType === 'Condition' ? { ...r, code: { ...r.code, text: hostile } } : r,
    );
    const connect = async () => ({ ehrs: [fakeEhr(record)], sandbox: undefined });
    const { out } = await run(['code', 'Encounter/a'], { coding, connect });
    expect(out).toContain('E11.9');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('of a real EHR has no sandbox to close', async () => {
    const connect = async () => ({ ehrs: [fakeEhr(resourcesOf(visit.bundle))], sandbox: undefined });
    expect((await run(['code', 'Encounter/dm-ckd-encounter', '--json'], { coding, connect })).code).toBe(0);
  });

  it.each([
    'Encounter/',
    'Encounter/a/b',
    `Encounter/${'x'.repeat(65)}`,
    'encounter/a',
    'Patient/a',
    'Encounter/../x',
  ])('%s is no encounter: it is taken for a file', async (target) => {
    await expect(run(['code', target], { connect: unused('connect'), ...onFile })).rejects.toMatchObject({
      code: 'CW-1007',
      message: expect.stringContaining('no file'),
    });
  });
});
