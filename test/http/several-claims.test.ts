/** An encounter that one claim cannot hold: every part of it is answered, shown and found. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import { draftClaims } from '../../src/claim/index.ts';
import { caseCodec, caseLookup, codeChart, suggestParameters } from '../../src/flow/index.ts';
import { caseView } from '../../src/http/case-view.ts';
import { memoryCaseStore, newCase } from '../../src/review/index.ts';
import { draft, service } from '../claim/support.ts';
import { example, standing } from '../support/service.ts';

const { knowledge } = await standing();
const { bundle, expected } = example('uri-simple-visit');
const alone = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), knowledge);
const coded = { ...alone, draft: draft({ services: Array.from({ length: 101 }, () => service('83036')) }) };
const claims = draftClaims(coded.draft);
const details = { coded, claim: undefined, writeBack: undefined, fault: undefined };
const stored = { case: newCase('ehr', expected.encounter), details };

describe('an encounter with three claims', () => {
  it('has all of them in the answer of $suggest-codes, in their order', () => {
    const found = (suggestParameters(coded).parameter ?? []).filter((p) => p.name === 'claim');
    expect(found.map((p) => p.resource)).toEqual(claims);
    expect(claims).toHaveLength(3);
  });

  it('has all of them on the page, each with its provenance', () => {
    const view = caseView(stored);
    expect([view.claimResource, ...view.furtherClaims.map((part) => part.claim)]).toEqual(claims);
    expect(view.furtherClaims.every((part) => part.provenance.resourceType === 'Provenance')).toBe(true);
    expect(caseView({ ...stored, details: { ...details, coded: alone } }).furtherClaims).toEqual([]);
  });

  it('is found by the number of each, with that claim’s own lines', async () => {
    const cases = memoryCaseStore(caseCodec);
    await cases.put(stored, 0);
    for (const claim of claims) {
      const origin = await caseLookup(cases).byClaimNumber(claim.identifier?.[0]?.value ?? '');
      expect(origin?.case).toBe(stored.case.id);
    }
    expect(new Set(claims.map((c) => c.identifier?.[0]?.value)).size).toBe(3);
  });
});
