/** `claimwright ready`: what a chart lacks, and what comes of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Bundle } from '../../src/fhir/index.ts';
import { examples, standing } from '../support/service.ts';
import { run } from './support.ts';

const { knowledge, validator } = await standing();
const deps = { coding: async () => ({ knowledge, modules: [] }), validator: () => validator };
const folder = mkdtempSync(join(tmpdir(), 'ready-'));
afterAll(() => rmSync(folder, { recursive: true }));

const office = examples().find(({ slug }) => /office|diabetes|follow/.test(slug)) ?? examples()[0];
if (!office) throw new Error('no example');
const encounter = office.expected.encounter;

async function ready(change: (bundle: Bundle) => Bundle, ...more: readonly string[]) {
  const path = join(folder, 'chart.json');
  writeFileSync(path, JSON.stringify(change(office?.bundle as Bundle)));
  return run(['ready', path, ...(encounter ? ['--encounter', encounter] : []), ...more], deps);
}
const without =
  (type: string) =>
  (bundle: Bundle): Bundle => ({
    ...bundle,
    entry: (bundle.entry ?? []).filter((e) => e.resource?.resourceType !== type),
  });

it('says of an example that it can be coded and claimed', async () => {
  const { code, out } = await ready((bundle) => bundle);
  expect(out).not.toContain(' error ');
  expect(code).toBe(0);
});

it('says what a claim lacks, and answers 1', async () => {
  const { code, out } = await ready(without('Coverage'));
  expect(code).toBe(1);
  expect(out).toMatch(/is not ready/);
  expect(out).toMatch(/claim +error +Claim\.insurance +The patient has no active Coverage/);
});

it('says as JSON what coding lacks, by our profiles', async () => {
  const open = (bundle: Bundle): Bundle => ({
    ...bundle,
    entry: (bundle.entry ?? []).map((e) =>
      e.resource?.resourceType === 'Encounter'
        ? { ...e, resource: { ...e.resource, status: 'in-progress' } }
        : e,
    ) as NonNullable<Bundle['entry']>,
  });
  const { code, out } = await ready(open, '--json');
  expect(code).toBe(1);
  const { ready: verdict, rows } = JSON.parse(out) as {
    ready: string;
    rows: { of: string; effect: string }[];
  };
  expect(verdict).toBe('no');
  expect(rows.some(({ of, effect }) => of === 'encounter' && /finished/.test(effect))).toBe(true);
});
