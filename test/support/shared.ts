/** Official files and corpora that stand beside the repository at ../shared; tests that need them are skipped without. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

const SHARED = resolve(import.meta.dirname, '../../../shared');

/** The path of a file or folder below ../shared, or undefined where it is absent. */
export function sharedFile(relative: string): string | undefined {
  const path = join(SHARED, relative);
  return existsSync(path) ? path : undefined;
}

/** `describe`, skipped with the reason in its name where ../shared is absent. */
export function describeWithShared(name: string, body: () => void): void {
  const present = existsSync(SHARED);
  describe.skipIf(!present)(present ? name : `${name} (skipped: ../shared is not here)`, body);
}
