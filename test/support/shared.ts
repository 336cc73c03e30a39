/** Official files and corpora beside the repository, at ../shared. Where they are absent, what needs them is skipped, saying so. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'vitest';

const SHARED = resolve(import.meta.dirname, '../../../shared');

/** The absolute path of a file below ../shared, or undefined where it is not there. */
export function sharedFile(relative: string): string | undefined {
  const path = resolve(SHARED, relative);
  return existsSync(path) ? path : undefined;
}

/**
 * `describe`, skipped when one of the files is absent; the tests are handed their paths, in order. What reads a file while
 * the tests are collected must not be run without it, so that a skipped suite has no tests but the one that says why.
 */
export function describeWithShared(
  title: string,
  files: readonly string[],
  tests: (...paths: readonly string[]) => void,
): void {
  const paths = files.map(sharedFile);
  const missing = files.filter((_, i) => paths[i] === undefined);
  const found = paths.filter((path) => path !== undefined);
  if (missing.length === 0) describe(title, () => tests(...found));
  else
    describe.skip(title, () => {
      it(`skipped: ../shared/${missing.join(', ../shared/')} is absent`, () => undefined);
    });
}
