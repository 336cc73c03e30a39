import { describe, expect, it } from 'vitest';
import { chartFromBundle } from '../../src/chart/index.ts';
import { caseCodec, caseLookup, codeChart } from '../../src/flow/index.ts';
import { advance, memoryCaseStore, newCase } from '../../src/review/index.ts';
import { example, NOW, standing } from '../support/service.ts';

const base = await standing();
const { bundle, expected } = example('uri-simple-visit');
const coded = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), base.knowledge);

describe('the case behind a claim', () => {
  const at = (kind: 'coded' | 'found-ready', why: string) => ({ at: NOW, who: 'claimwright', kind, why });
  const made = advance(
    advance(newCase('ehr', expected.encounter), at('coded', '1 diagnosis, 1 service.')),
    at('found-ready', 'No edit stands against the claim.'),
  );
  const cases = memoryCaseStore(caseCodec);

  it('is found by the number, with rule, findings and decision', async () => {
    await cases.put(
      { case: made, details: { coded, claim: undefined, writeBack: undefined, fault: undefined } },
      0,
    );
    const number = coded.draft?.claim.identifier?.[0]?.value ?? '';
    const origin = await caseLookup(cases).byClaimNumber(number.toLowerCase());
    expect(origin).toMatchObject({
      case: made.id,
      encounter: expected.encounter,
      decision: { who: 'claimwright', at: NOW, why: 'No edit stands against the claim.' },
    });
    expect(origin?.lines.map((l) => [l.sequence, l.code])).toEqual(
      coded.draft?.claim.item?.map((i) => [i.sequence, i.productOrService?.coding?.[0]?.code]),
    );
    expect(origin?.lines.every((l) => /^[\w-]+@\d+\.\d+\.\d+\/.+/.test(l.rule))).toBe(true);
  });

  it('is not found by another', async () => {
    expect(await caseLookup(cases).byClaimNumber('CW0')).toBeUndefined();
  });
});
