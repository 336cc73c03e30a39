import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, pages } from '../.ci/make-docs.ts';
import { EDITS } from '../src/edits/index.ts';
import { ERROR_CATALOGUE } from '../src/kernel/index.ts';

describe('generated documentation', () => {
  it('is what its sources say (node .ci/make-docs.ts writes it)', () => {
    expect(differences()).toEqual([]);
  });

  it('has a page of every edit, with every message', () => {
    for (const { meta } of EDITS) {
      const page = pages().get(`docs/edits/${meta.id}.md`);
      expect(page).toContain(meta.authority.section);
      for (const id of Object.keys(meta.messages)) expect(page).toContain(`\`${id}\``);
    }
  });

  it('has a row of every error', () => {
    for (const code of Object.keys(ERROR_CATALOGUE))
      expect(pages().get('docs/errors.md')).toContain(`| ${code} |`);
  });

  it('misses every page of an empty folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docs-'));
    expect(differences(folder)).toEqual([...pages().keys()]);
    rmSync(folder, { recursive: true });
  });
});
