/** `claimwright ehr check`: its table, its JSON, its file and its exit codes. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Readiness } from '../../src/flow/index.ts';
import { run } from './support.ts';

const readiness = (verdict: Readiness['verdict'] = 'works-around'): Readiness => ({
  report: 'claimwright-ehr-readiness-1',
  connection: 'north',
  at: '2026-11-24T12:00:00.000Z',
  software: { name: 'Some EHR', version: '9', fhirVersion: '4.0.1' },
  verdict,
  samples: { asked: 20, found: 3, read: 2 },
  requests: 61,
  rows: [
    {
      area: 'connection',
      id: 'metadata',
      what: 'CapabilityStatement',
      verdict: 'works',
      found: 'FHIR 4.0.1',
      effect: 'It is read.',
    },
    {
      area: 'record',
      id: 'notes',
      what: 'notes',
      verdict,
      found: 'in 1 of 2',
      effect: 'Notes support codes.',
    },
  ],
});

describe('ehr check', () => {
  it('prints what works, what does not, and what it means', async () => {
    const asked: unknown[] = [];
    const ehrCheck = async (a: unknown) => {
      asked.push(a);
      return readiness();
    };
    const { code, out } = await run(
      ['ehr', 'check', 'north', '--samples', '3', '--encounter', 'Encounter/a', 'b'],
      { ehrCheck },
    );
    expect(code).toBe(0);
    expect(asked).toEqual([{ connection: 'north', samples: 3, encounters: ['a', 'b'] }]);
    expect(out).toContain('north: Some EHR 9 FHIR 4.0.1');
    expect(out).toMatch(/works {2}CapabilityStatement {2}FHIR 4\.0\.1\. It is read\./);
    expect(out).toMatch(/works around {2}notes +In 1 of 2\. Notes support codes\./);
    expect(out).toContain(
      '1 work, 1 are worked around, 0 are missing, 0 were not tried; 2 charts read in 61 requests.',
    );
  });

  it('ends with 1 when something is missing', async () => {
    const { code, out } = await run(['ehr', 'check'], { ehrCheck: async () => readiness('missing') });
    expect([code, /MISSING +notes/.test(out)]).toEqual([1, true]);
  });

  it('prints JSON, or writes it to a file', async () => {
    const ehrCheck = async () => readiness();
    expect(JSON.parse((await run(['ehr', 'check', '--json'], { ehrCheck })).out)).toEqual(readiness());
    const file = join(mkdtempSync(join(tmpdir(), 'claimwright-')), 'report.json');
    const { out } = await run(['ehr', 'check', '--json', '--out', file], { ehrCheck });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(readiness());
    expect(out).toMatch(/^1 work, /);
    await expect(run(['ehr', 'check', '--out', '/nowhere/x'], { ehrCheck })).rejects.toMatchObject({
      code: 'CW-1002',
    });
  });

  it.each(['0', '201', '-1', '1.5', 'many'])(
    '--samples %s is refused before anything is asked',
    async (n) => {
      await expect(run(['ehr', 'check', `--samples=${n}`])).rejects.toMatchObject({ code: 'CW-1004' });
    },
  );
});
