/** The service's own keys: which files hold one, what is published of them, and how they are changed. */
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { publishedKeys, signingKeys } from '../../../src/ehr/index.ts';
import { keyFor } from '../../../src/ehr/smart/assertion.ts';
import { jwkFile, pemFile } from '../support/keys.ts';

describe('a key file', () => {
  it.each(['RS384', 'ES384'] as const)('is a JWK or a PEM of %s', async (algorithm) => {
    const keys = await signingKeys([await jwkFile(algorithm, 'mine'), await pemFile(algorithm)]);
    expect(keys.map((k) => k.algorithm)).toEqual([algorithm, algorithm]);
    expect(keys[0]?.kid).toBe('mine');
    // RFC 7638: a key without a name is named by its thumbprint.
    expect(keys[1]?.kid).toMatch(/^[\w-]{43}$/);
  });

  it('may be a set: the first key signs, the others stay published', async () => {
    const [a, b] = [await jwkFile('ES384', 'new'), await jwkFile('ES384', 'old')];
    const set = { name: 'set.json', text: `{"keys":[${a.text},${b.text}]}` };
    const keys = await signingKeys([set]);
    expect(keyFor(keys, undefined, []).kid).toBe('new');
    expect(publishedKeys(keys).keys.map((k) => k.kid)).toEqual(['new', 'old']);
  });

  it.each([
    ['empty', ''],
    ['an empty set', '{"keys":[]}'],
    ['no JSON', '{'],
    ['a symmetric key', '{"kty":"oct","k":"aGVsbG8"}'],
    ['null', 'null'],
    ['a broken PEM', '-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----'],
  ])('that is %s is refused by name, and nothing of it is shown', async (_, text) => {
    const fault = await signingKeys([{ name: 'CLAIMWRIGHT_KEY', text }]).catch((e: unknown) => e);
    expect(fault).toMatchObject({
      code: 'CW-5001',
      message: expect.stringContaining('CLAIMWRIGHT_KEY holds no'),
    });
    expect(String((fault as Error).stack)).not.toContain('hush');
  });

  it('with a curve or a size that SMART does not know is refused', async () => {
    const curve = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
    await expect(signingKeys([{ name: 'k', text: JSON.stringify(curve) }])).rejects.toMatchObject({
      code: 'CW-5001',
    });
    const small = { kty: 'RSA', n: 'x'.repeat(171), e: 'AQAB', d: 'x' };
    await expect(signingKeys([{ name: 'k', text: JSON.stringify(small) }])).rejects.toMatchObject({
      code: 'CW-5001',
    });
  });

  it('with a public key alone signs nothing', async () => {
    const { publicKey } = await generateKeyPair('ES384', { extractable: true });
    const text = JSON.stringify(await exportJWK(publicKey));
    await expect(signingKeys([{ name: 'k', text }])).rejects.toMatchObject({ code: 'CW-5001' });
  });

  it('must not share its name with another', async () => {
    const files = [await jwkFile('ES384', 'same'), await jwkFile('RS384', 'same')];
    await expect(signingKeys(files)).rejects.toThrow('two signing keys have the kid same');
  });
});

it('publishes public members alone', async () => {
  const keys = await signingKeys([
    await jwkFile('ES384', 'a'),
    await jwkFile('RS384', 'b'),
    await pemFile('RS384'),
  ]);
  for (const jwk of publishedKeys(keys).keys) {
    expect(Object.keys(jwk).filter((k) => /^(?:d|p|q|dp|dq|qi|oth|k)$/.test(k))).toEqual([]);
    expect(jwk).toMatchObject({ use: 'sig', key_ops: ['verify'], kid: expect.any(String) });
  }
});
