/** Signs and symptoms that are part of a confirmed disease (guidelines I.B.4, I.B.5, I.C.18). */
import { describe, expect, it } from 'vitest';
import { dropIntegral } from '../../src/suggest/integral.ts';
import { dx, ON } from '../support/facts.ts';

const codes = (...all: readonly string[]) =>
  dropIntegral(
    all.map((code) => dx(code, { problems: [`Condition/${code}`] })),
    ON,
  );
const kept = (...all: readonly string[]) => codes(...all).kept.map((d) => d.code);

describe('a symptom beside its disease', () => {
  it.each([
    ['J18.9', 'R05.9'],
    ['J18.9', 'R50.9'],
    ['J13', 'R06.00'],
    ['J06.9', 'R05.1'],
    ['J02.0', 'R07.0'],
    ['U07.1', 'R50.9'],
    ['J45.41', 'R06.2'],
    ['I50.33', 'R60.0'],
    ['I11.0', 'R06.02'],
    ['I21.4', 'R07.9'],
    ['K35.80', 'R10.31'],
    ['K57.32', 'R10.32'],
    ['N39.0', 'R30.0'],
    ['K21.9', 'R12'],
    ['G43.909', 'R51.9'],
    ['H66.91', 'H92.01'],
    ['A41.9', 'R50.9'],
    ['N20.0', 'R31.0'],
    ['A09', 'R19.7'],
    ['K26.0', 'K92.1'],
    ['K58.0', 'R19.7'],
    ['N20.1', 'N23'],
    ['D69.3', 'R23.3'],
    ['M48.062', 'M54.9'],
    ['O21.0', 'R11.2'],
  ])('%s: %s is not coded', (disease, symptom) => {
    expect(kept(symptom, disease)).toEqual([disease]);
    expect(kept(disease, symptom)).toEqual([disease]);
  });
});

describe('a symptom that is not part of it stays', () => {
  it.each([
    ['J18.9', 'R31.9'],
    ['J18.9', 'R07.9'],
    ['I10', 'R51.9'],
    ['K57.30', 'R10.9'],
    ['J45.20', 'R50.9'],
    ['E11.9', 'R05.9'],
    ['N20.0', 'R06.00'],
    ['N40.1', 'R33.8'],
    ['K26.3', 'K92.1'],
    ['K74.60', 'R18.8'],
    ['R50.9', 'R05.9'],
    ['R07.9', 'R07.9'],
  ])('%s: %s', (disease, symptom) => expect(kept(disease, symptom)).toContain(symptom));

  it('and so does a symptom alone', () => expect(kept('R05.9')).toEqual(['R05.9']));
});

it('pain of one side is no part of what ails the other', () => {
  const knee = (side: string) => dx('M25.561', { title: `Pain in ${side} knee` });
  const torn = dx('S83.511A', {
    title: 'Sprain of anterior cruciate ligament of right knee, initial encounter',
  });
  expect(dropIntegral([knee('right'), torn], ON).kept).toHaveLength(1);
  expect(dropIntegral([knee('left'), torn], ON).kept).toHaveLength(2);
});

it('each problem of the symptom is told which disease explains it, with the evidence', () => {
  const symptom = dx('R05.9', { problems: ['Condition/a', 'Condition/b'] });
  const { uncoded } = dropIntegral([symptom, dx('J18.9', { problems: ['Condition/p'] })], ON);
  expect(uncoded.map((u) => u.about)).toEqual(['Condition/a', 'Condition/b']);
  expect(uncoded[0]).toMatchObject({
    reason: 'integral',
    explanation: 'R05.9 is integral to J18.9 and not coded beside it.',
    citation: { source: 'ICD-10-CM Official Guidelines FY 2026', section: 'I.B.4' },
    evidence: symptom.evidence,
  });
});

it('what is dropped and what is kept are all there was', () => {
  const all = ['R05.9', 'J18.9', 'R50.9', 'I10', 'R10.9', 'K57.30'];
  const { kept, uncoded } = codes(...all);
  const told = [...kept.flatMap((d) => d.problems), ...uncoded.map((u) => u.about)];
  expect(told.sort()).toEqual(all.map((c) => `Condition/${c}`).sort());
});
