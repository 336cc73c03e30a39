import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeValidator } from '../../src/compose.ts';
import { CLAIM_837 } from '../flow/claim-837.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { run } from './support.ts';

const terminology = fakeTerminology({
  codes: { I10: {}, 'E11.9': {} },
  procedures: { '99213': {}, '83036': {} },
  notes: [],
});
const validator = composeValidator();
const deps = {
  coding: async () => ({ knowledge: { modules: [], terminology, charges: new Map() as never }, modules: [] }),
  validator: () => validator,
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const bad = () => file('bad.837', CLAIM_837.replace('CLM*C1*100.5', 'CLM*C1*100'));

describe('claimwright check', () => {
  it('prints a table and answers 0 where nothing is wrong', async () => {
    const { code, out } = await run(['check', file('good.837', CLAIM_837)], deps);
    expect(code).toBe(0);
    expect(out).toContain('1 claim, ');
    expect(out).toContain(' 0 of them errors');
  });

  it('answers 1 with the file, the place and the level of each error', async () => {
    const { code, out } = await run(['check', file('good.837', CLAIM_837), bad()], deps);
    expect(code).toBe(1);
    expect(out).toMatch(/bad\.837: claim 1 +error +3 +x12-claim-total/);
    expect(out).toContain('2 claims, ');
  });

  it('prints JSON', async () => {
    const { code, out } = await run(['check', '--json', bad()], deps);
    expect(code).toBe(1);
    const [one] = JSON.parse(out) as { place: string; findings: { edit: string }[] }[];
    expect(one?.place).toBe('claim 1');
    expect(one?.findings.map((f) => f.edit)).toContain('amounts');
  });

  it('asks for the day, and holds dates against it', async () => {
    const { out, code } = await run(['check', '--today', '2026-03-01', file('good.837', CLAIM_837)], deps);
    expect(code).toBe(1);
    expect(out).toContain('2026-03-04, after 2026-03-01');
    await expect(run(['check', '--today', 'soon', bad()], deps)).rejects.toThrow('YYYY-MM-DD');
  });

  it.each([
    ['text', /^by +key +claims/],
    ['csv', /^by,key,claims/],
    ['json', /"by": "all"/],
  ])('reports what the edits yield as %s', async (format, words) => {
    const { code, out } = await run(['check', '--report', '--format', format, bad()], deps);
    expect(code).toBe(1);
    expect(out).toMatch(words);
    expect(out).toContain('x12');
  });

  it('names what cannot be read', async () => {
    await expect(run(['check', join(folder, 'none.json')], deps)).rejects.toMatchObject({ code: 'CW-1007' });
    await expect(run(['check', folder], deps)).rejects.toThrow('EISDIR');
    const cut = file('cut.ndjson', '{"resourceType":"Claim"}\n{"resource');
    await expect(run(['check', cut], deps)).rejects.toThrow(/cut\.ndjson .*line 2 is not JSON/);
    await expect(run(['check', '--report', '--format', 'pdf', cut], deps)).rejects.toThrow(
      'text, csv or json',
    );
  });
});
