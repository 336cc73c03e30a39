/** `claimwright x12 write`: nothing is written that the receiver would refuse. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dossier, SUBMISSION } from '../../bench/support/x12-claims.ts';
import type { Bundle, Claim, Resource } from '../../src/fhir/index.ts';
import { checkedClaims, claimBundle, claimsOf, write837 } from '../../src/x12/index.ts';
import { run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'x12-write-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, value: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};

const bundles = claimsOf([...write837([dossier(1), dossier(2)], SUBMISSION)].join('')).flatMap((e) =>
  e.kind === 'claim' ? [claimBundle(e.claim)] : [],
);
const [one, two] = bundles as [Bundle, Bundle];
const claimOf = (bundle: Bundle): Claim => bundle.entry?.[0]?.resource as Claim;
const PHONE = ['--phone', '555 555 0100'];

describe('x12 write', () => {
  it('writes the claims of several files as one 837 that passes, the same each time', async () => {
    const args = ['x12', 'write', file('1.json', one), file('2.json', two), ...PHONE, '--control', '77'];
    const first = await run(args);
    expect(first).toEqual(await run(args));
    expect(first.code).toBe(0);
    expect(first.err).toBe('2 professional claims written\n');
    expect(first.out).toMatch(/^ISA\*.*\*000000077\*0\*T\*/);
    const events = checkedClaims(first.out);
    expect(events.filter((e) => e.kind === 'claim')).toHaveLength(2);
    expect(events.flatMap((e): readonly unknown[] => (e.kind === 'claim' ? e.faults : [e]))).toEqual([]);
  });

  it('finds what a claim names beside it in another file, and reads NDJSON', async () => {
    const lines = (one.entry ?? []).slice(1).map(({ resource, fullUrl }, i) => {
      const type = (resource as Resource).resourceType;
      return { ...resource, id: `x${i}`, fullUrl, type };
    });
    const renamed = JSON.stringify(claimOf(one)).replace(/urn:uuid:[0-9a-f-]{36}/g, (urn) => {
      const at = lines.findIndex((l) => l.fullUrl === urn);
      return at < 0 ? urn : `${lines[at]?.type}/x${at}`;
    });
    const inner = JSON.stringify(lines.map(({ fullUrl: _u, type: _t, ...l }) => l)).replace(
      /urn:uuid:[0-9a-f-]{36}/g,
      (urn) => {
        const at = lines.findIndex((l) => l.fullUrl === urn);
        return at < 0 ? urn : `${lines[at]?.type}/x${at}`;
      },
    );
    const beside = (JSON.parse(inner) as unknown[]).map((l) => JSON.stringify(l)).join('\n');
    const out = join(folder, 'out.837');
    const ran = await run([
      'x12',
      'write',
      file('c.json', renamed),
      file('b.ndjson', beside),
      ...PHONE,
      '--out',
      out,
    ]);
    expect([ran.code, ran.out]).toEqual([0, '']);
    expect(readFileSync(out, 'latin1')).toContain(
      `CLM*${claimOf(one).identifier?.[0]?.value?.toUpperCase()}*`,
    );
  });

  it('writes nothing where a claim would be refused, and names claim, segment and level', async () => {
    const out = join(folder, 'never.837');
    const claim = { ...claimOf(one), total: { value: 1, currency: 'USD' } };
    const wrong = { ...one, entry: [{ ...one.entry?.[0], resource: claim }, ...(one.entry ?? []).slice(1)] };
    const ran = await run([
      'x12',
      'write',
      file('w.json', wrong),
      file('2.json', two),
      ...PHONE,
      '--out',
      out,
    ]);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^claim CW\w+ {2}error, level 3, 2300 CLM02 segment \d+: /);
    expect(ran.err).toMatch(/nothing is written\n$/);
    expect(existsSync(out)).toBe(false);
  });

  it('asks which kind where both are there', async () => {
    const claim = { ...claimOf(two), type: { coding: [{ code: 'institutional' }] } };
    const other = { ...two, entry: [{ ...two.entry?.[0], resource: claim }, ...(two.entry ?? []).slice(1)] };
    const files = [file('1.json', one), file('i.json', other)];
    const both = await run(['x12', 'write', ...files, ...PHONE]).catch((fault: unknown) => ({
      code: 2,
      err: String(fault),
    }));
    expect(both.code).toBe(2);
    expect(both.err).toContain('files of their own');
    const named = await run(['x12', 'write', ...files, ...PHONE, '--kind', 'professional']);
    expect(named.err).toBe('1 professional claim written\n');
  });

  it.each([
    [['--usage', 'X']],
    [['--control', '0']],
    [['--sender', 'A*B']],
    [['--at', 'yesterday']],
    [['--kind', 'dental']],
    [['--phone', '1']],
  ])('refuses %j', async (wrong) => {
    const args = ['x12', 'write', file('1.json', one), ...PHONE, ...wrong];
    const ran = await run(args).catch((fault: unknown) => ({ code: 2, err: String(fault) }));
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/CW-1002|not a valid/);
  });
});
