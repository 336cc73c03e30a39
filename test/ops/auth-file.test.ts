/** The file of who may ask: what it may say, and that a client's connection exists. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readAuth } from '../../src/ops/index.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'auth-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

function read(content: unknown, connections: readonly string[] = ['ehr']) {
  const path = join(FOLDER, 'auth.json');
  writeFileSync(path, JSON.stringify(content));
  return readAuth(path, connections);
}

const ISSUER = { issuer: 'https://login.example.org', tokenUrl: 'https://login.example.org/token' };
const GOOD = {
  publicUrl: 'https://claims.example.org/',
  issuers: [ISSUER],
  cdsClients: [
    { issuer: 'https://ehr.example.org', jwksUrl: 'https://ehr.example.org/jwks', connection: 'ehr' },
  ],
};

it('names issuers and EHRs', () => {
  expect(read(GOOD)).toEqual({ ...GOOD, publicUrl: 'https://claims.example.org' });
  expect(read({ publicUrl: 'https://x.example', issuers: [ISSUER] })).toHaveProperty('issuers');
});

it.each<[string, unknown, string]>([
  ['nobody', { ...GOOD, issuers: [] }, 'issuers must NOT have fewer than 1 items'],
  ['no public address', { issuers: [ISSUER] }, 'the file needs publicUrl'],
  [
    'no place for tokens',
    { ...GOOD, issuers: [{ issuer: 'https://x.example' }] },
    'issuers.0 needs tokenUrl',
  ],
  [
    'an issuer that is no address',
    { ...GOOD, issuers: [{ ...ISSUER, issuer: 'me' }] },
    'issuers.0.issuer must be',
  ],
  ['an issuer twice', { ...GOOD, issuers: [ISSUER, ISSUER] }, 'https://login.example.org is named twice'],
  [
    'an unknown connection',
    { ...GOOD, cdsClients: [{ ...GOOD.cdsClients[0], connection: 'x' }] },
    'no connection x',
  ],
  ['an unknown key', { ...GOOD, secret: 'hush' }, 'the file has no setting secret'],
])('with %s is refused', (_, content, sentence) => {
  expect(() => read(content)).toThrow(sentence);
  expect(() => read(content)).not.toThrow('hush');
});
