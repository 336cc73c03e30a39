/** Key files for the tests, made anew for each run. */
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { KeyText } from '../../../src/ehr/index.ts';

export async function jwkFile(algorithm: 'RS384' | 'ES384', kid?: string): Promise<KeyText> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), ...(kid ? { kid } : {}) };
  return { name: `${algorithm}.json`, text: JSON.stringify(jwk) };
}

export async function pemFile(algorithm: 'RS384' | 'ES384'): Promise<KeyText> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { name: `${algorithm}.pem`, text: await exportPKCS8(privateKey) };
}
