/** The manifest of official files: the one that ships with the program, or a site's own. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ClaimwrightError } from '../kernel/index.ts';
import { type OfficialManifest, parseManifest } from '../terminology/index.ts';

const OWN = new URL('../terminology/official-files.json', import.meta.url);

export function loadManifest(path?: string): OfficialManifest {
  if (path === undefined) return parseManifest(readFileSync(OWN, 'utf8'), 'official-files.json');
  return parseManifest(readOwn(path), basename(path));
}

function readOwn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new ClaimwrightError('CW-1007', { what: `file ${path}` }, { cause });
    const detail = `it cannot be read (${code ?? 'unknown'})`;
    throw new ClaimwrightError('CW-1002', { what: path, kind: 'file', detail }, { cause });
  }
}
