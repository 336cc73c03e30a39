/** The files of signing keys: one file, or a folder whose last file by name signs while the others stay published. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimwrightError } from '../kernel/index.ts';

export interface KeyFile {
  /** What a person is told when it is wrong: which setting, and which file of a folder. */
  readonly name: string;
  readonly text: string;
}

/**
 * The current key first. Keys change by adding a file with a later name (`2026-11.pem`, `2027-02.pem`), and by taking
 * the older one away when every EHR has had time to read the new set.
 */
export function keyTexts(path: string, setting: string): readonly KeyFile[] {
  try {
    if (!statSync(path).isDirectory()) return [{ name: setting, text: readFileSync(path, 'utf8') }];
    const names = readdirSync(path).filter((n) => /^[^.].*\.(?:pem|json|jwk|jwks)$/.test(n));
    const files = names
      .sort()
      .reverse()
      .map((n) => ({ name: `${setting}/${n}`, text: readFileSync(join(path, n), 'utf8') }));
    if (files.length > 0) return files;
  } catch (cause) {
    throw new ClaimwrightError('CW-5001', { detail: `${setting} cannot be read` }, { cause });
  }
  throw new ClaimwrightError('CW-5001', { detail: `${setting} is a folder without .pem or .json files` });
}
