/** Recall and false positives on made-up claims: every edit finds its own fault, and nothing is found in a clean claim. */
import { describe, expect, it } from 'vitest';
import { EDITS, runEdits } from '../../src/edits/index.ts';
import {
  cleanClaim,
  faultyClaim,
  STAY_FAULTS,
  SYNTHETIC_POLICY,
  SYNTHETIC_TERMINOLOGY,
  seeded,
  VISIT_FAULTS,
} from './synthetic-claims.ts';

const run = (claim: Parameters<typeof runEdits>[0]) =>
  runEdits(claim, { terminology: SYNTHETIC_TERMINOLOGY }, SYNTHETIC_POLICY);
const kinds = [...Object.keys(VISIT_FAULTS), ...Object.keys(STAY_FAULTS)];

describe('made-up claims', () => {
  it('have a kind of fault for every edit', () => {
    expect(kinds.toSorted()).toEqual(EDITS.map((e) => e.meta.id));
  });

  it('have nothing found in them when they are clean, and nothing left open', () => {
    const random = seeded(11);
    for (let i = 0; i < 150; i += 1) {
      const { findings } = run(cleanClaim(random));
      expect(findings.map((f) => `${f.edit}: ${f.message}`)).toEqual([]);
    }
  });

  it('have every injected fault found', () => {
    const random = seeded(13);
    const missed = new Set<string>();
    for (let i = 0; i < kinds.length * 3; i += 1) {
      const { edit, claim } = faultyClaim(i, random);
      const found = run(claim).findings.some((f) => f.edit === edit && f.answer === 'fail');
      if (!found) missed.add(edit);
    }
    expect([...missed]).toEqual([]);
  });
});
