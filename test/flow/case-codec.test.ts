import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import { claimBytes } from '../../src/claim/index.ts';
import { type CaseDetails, caseCodec, codeChart } from '../../src/flow/index.ts';
import { examples, standing } from '../support/service.ts';

const { knowledge } = await standing();
const kept = (details: CaseDetails): CaseDetails =>
  caseCodec.read(JSON.parse(JSON.stringify(caseCodec.write(details))));

describe.each(examples().map((e) => [e.slug, e] as const))('the case of %s', (_, { bundle, expected }) => {
  const coded = codeChart(
    chartFromBundle(bundle, 'https://ehr.example.org/fhir', expected.encounter),
    knowledge,
  );
  const details: CaseDetails = { coded, claim: undefined, writeBack: undefined, fault: undefined };
  const again = kept(details);

  it('is the same when it was kept', () => {
    const plain = (d: CaseDetails): unknown =>
      JSON.parse(JSON.stringify({ ...d, coded: d.coded && { ...d.coded, chart: undefined } }));
    expect(plain(again)).toEqual(plain(details));
    expect(again.coded?.chart.patient).toEqual(coded.chart.patient);
    expect(again.coded?.chart.gaps).toEqual(coded.chart.gaps);
  });

  it('is replayed from its kept chart to the same bytes', () => {
    if (!again.coded) throw new Error('nothing was kept');
    expect(factsOf(again.coded.chart)).toEqual(coded.facts);
    const replayed = codeChart(again.coded.chart, knowledge);
    expect(replayed.draft && claimBytes(replayed.draft.claim)).toBe(
      coded.draft && claimBytes(coded.draft.claim),
    );
  });
});

it('keeps a case that could not be read', () => {
  const details: CaseDetails = {
    coded: undefined,
    claim: undefined,
    writeBack: undefined,
    fault: { code: 'CW-2002', message: 'x' },
  };
  expect(kept(details)).toEqual(details);
});
