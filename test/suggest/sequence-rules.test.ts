/** Each rule of sequencing, with a near miss: what leads, what may not lead, which pairs are ordered, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { sequenceDiagnoses } from '../../src/suggest/sequence.ts';
import { dx, facts, listed, ON, problem, service } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

type Draft = NonNullable<Parameters<typeof facts>[0]>;

const terms = fakeTerminology({
  notes: [{ kind: 'useAdditional', node: 'L27.0', targets: ['T36-T50'] }],
});
const id = (code: string): string => `Condition/${code}`;
const MANIFESTATION = 'Dementia in other diseases classified elsewhere';

function sequenced(codes: readonly string[], draft: Draft & { titles?: Record<string, string> } = {}) {
  const { titles = {}, problems = codes.map((c) => problem({ id: id(c) })), ...rest } = draft;
  const all = codes.map((c) => dx(c, { problems: [id(c)], ...(titles[c] ? { title: titles[c] } : {}) }));
  return sequenceDiagnoses(all, facts({ ...rest, problems }), terms, ON);
}
const order = (...args: Parameters<typeof sequenced>) => sequenced(...args).map((d) => d.code);
const STAY: Draft = { visit: { setting: 'inpatient' } };

describe('bands', () => {
  it.each([
    ['treatment, its neoplasm, the rest', ['I10', 'C61', 'Z51.0'], ['Z51.0', 'C61', 'I10']],
    [
      'in-situ and uncertain neoplasms are neoplasms',
      ['I10', 'D05.11', 'Z51.11'],
      ['Z51.11', 'D05.11', 'I10'],
    ],
    ['a blood disease is none', ['D64.81', 'C61', 'Z51.11'], ['Z51.11', 'C61', 'D64.81']],
    ['no treatment, no neoplasm first', ['I10', 'C61'], ['I10', 'C61']],
    ['palliative care is no treatment', ['C61', 'Z51.5'], ['C61', 'Z51.5']],
    ['poisoning, sixth character', ['J96.01', 'T40.601A'], ['T40.601A', 'J96.01']],
    ['poisoning, fifth character', ['J96.01', 'T36.91XA'], ['T36.91XA', 'J96.01']],
    ['toxic effect', ['J96.01', 'T58.01XA'], ['T58.01XA', 'J96.01']],
    ['poisoning on purpose', ['R40.20', 'T39.1X2A'], ['T39.1X2A', 'R40.20']],
    ['adverse effect behind', ['T36.95XA', 'R11.2'], ['R11.2', 'T36.95XA']],
    ['underdosing behind', ['T46.5X6A', 'I10'], ['I10', 'T46.5X6A']],
    ['sequela of a poisoning behind', ['T40.601S', 'G93.1'], ['G93.1', 'T40.601S']],
    ['sequela of an injury behind', ['S52.501S', 'M25.531'], ['M25.531', 'S52.501S']],
    ['healing is no sequela', ['S52.501D', 'M25.531'], ['S52.501D', 'M25.531']],
    ['a burn is no poisoning', ['T23.001A', 'I10'], ['T23.001A', 'I10']],
    ['a complication of care is no poisoning', ['I10', 'T81.44XA'], ['I10', 'T81.44XA']],
    ['pain behind its site', ['G89.29', 'M54.50'], ['M54.50', 'G89.29']],
    ['a donor not specified need not lead', ['I10', 'Z52.9'], ['I10', 'Z52.9']],
    ['a donor leads', ['I10', 'Z52.3'], ['Z52.3', 'I10']],
  ])('%s', (_name, codes, expected) => expect(order(codes)).toEqual(expected));

  it('pain leads when the visit is for it, by words or by rank', () => {
    const reason = { words: 'Follow-up, pain management', codings: [], evidence: dx('G89.29').evidence[0] };
    const visit = { reasons: [reason] } as unknown as NonNullable<Draft['visit']>;
    expect(order(['M54.50', 'G89.29'], { visit })).toEqual(['G89.29', 'M54.50']);
    const ranked = [problem({ id: id('M54.50'), rank: 2 }), problem({ id: id('G89.29'), rank: 1 })];
    expect(order(['M54.50', 'G89.29'], { problems: ranked })).toEqual(['G89.29', 'M54.50']);
    expect(order(['M54.50', 'G89.29'])).toEqual(['M54.50', 'G89.29']);
  });
});

describe('pairs', () => {
  it.each([
    ['bronchitis', ['J42', 'J20.9'], ['J20.9', 'J42']],
    ['respiratory failure', ['J96.11', 'J96.01'], ['J96.01', 'J96.11']],
    ['pancreatitis', ['K86.1', 'K85.90'], ['K85.90', 'K86.1']],
    ['two organs', ['J42', 'N10'], ['J42', 'N10']],
    ['two chronic forms', ['J42', 'J37.0'], ['J42', 'J37.0']],
  ])('acute before chronic: %s', (_name, codes, expected) => expect(order(codes)).toEqual(expected));

  it('the drug stands behind the effect whose own note asks for it', () => {
    expect(order(['I10', 'T36.0X5A', 'L27.0', 'E78.5'])).toEqual(['I10', 'L27.0', 'T36.0X5A', 'E78.5']);
    expect(order(['I10', 'T36.0X5A', 'E78.5'])).toEqual(['I10', 'E78.5', 'T36.0X5A']);
  });
});

describe('what may not lead', () => {
  it('a manifestation and severe sepsis leave the lead to another code, a status aside', () => {
    const titles = { 'F02.80': MANIFESTATION };
    expect(order(['F02.80', 'I10'], { titles })).toEqual(['I10', 'F02.80']);
    expect(order(['R65.20', 'N39.0', 'J96.01'], STAY)).toEqual(['N39.0', 'R65.20', 'J96.01']);
    expect(order(['F02.80', 'Z79.4'], { titles })).toEqual(['F02.80', 'Z79.4']);
    expect(order(['I10', 'F02.80', 'E78.5'], { titles })).toEqual(['I10', 'F02.80', 'E78.5']);
  });
});

describe('the record', () => {
  const own = (code: string, over: Parameters<typeof problem>[0]) => problem({ id: id(code), ...over });

  it('the confirmed reason leads what is merely listed with the encounter', () => {
    const problems = [own('I10', {}), own('J06.9', { isReason: true })];
    expect(order(['I10', 'J06.9'], { problems })).toEqual(['J06.9', 'I10']);
    const ranked = [own('I10', { rank: 1 }), own('J06.9', { isReason: true })];
    expect(order(['I10', 'J06.9'], { problems: ranked })).toEqual(['I10', 'J06.9']);
  });

  it('in a stay an admitting diagnosis has no rank of its own; elsewhere a rank is a rank', () => {
    const problems = [own('R55', { uses: ['AD'], rank: 1 }), own('I49.5', { uses: ['DD'], rank: 2 })];
    expect(order(['R55', 'I49.5'], { problems, ...STAY })).toEqual(['I49.5', 'R55']);
    expect(order(['R55', 'I49.5'], { problems })).toEqual(['R55', 'I49.5']);
    const both = [own('R55', { uses: ['AD', 'billing'], rank: 1 }), own('I49.5', { uses: ['DD'], rank: 2 })];
    expect(order(['R55', 'I49.5'], { problems: both, ...STAY })).toEqual(['R55', 'I49.5']);
  });

  it('of listed problems the one most was done for leads', () => {
    const problems = [listed({ id: id('I10') }), listed({ id: id('E11.9') })];
    const services = [service({ reasons: [id('E11.9')] })];
    expect(order(['I10', 'E11.9'], { problems, services })).toEqual(['E11.9', 'I10']);
    const visited = problems.map((p) => ({ ...p, link: 'condition-encounter' as const }));
    expect(order(['I10', 'E11.9'], { problems: visited, services })).toEqual(['I10', 'E11.9']);
  });
});

describe('every place says why', () => {
  it.each([
    ['Z51.11', 'treatment-first', 'I.C.2.e.2'],
    ['C61', 'treated-neoplasm-next', 'I.C.2.e.2'],
    ['Z79.4', 'status-last', 'I.C.21.c.3'],
    ['W01.0XXA', 'external-cause-last', 'I.C.20.a.6'],
  ])('%s: %s, %s', (code, rule, section) => {
    const found = sequenced(['W01.0XXA', 'Z79.4', 'C61', 'Z51.11']).find((d) => d.code === code);
    expect(found?.sequenced).toMatchObject({
      rule,
      citation: { source: 'ICD-10-CM Official Guidelines FY 2026', section },
    });
  });

  it('the record is named where it decides, and a code called forward says which rule called it', () => {
    const [first] = sequenced(['I10'], { problems: [problem({ id: id('I10'), rank: 1 })] });
    expect(first?.sequenced).toMatchObject({
      rule: 'first-listed',
      why: 'The record ranks it so, or bills it.',
    });
    const [stay] = sequenced(['I10'], STAY);
    expect(stay?.sequenced?.rule).toBe('principal');
    expect(sequenced(['J42', 'J20.9'])[0]?.sequenced?.rule).toBe('acute-first');
  });
});

it('thousands of codes are put in order with work in proportion: their notes are asked for once each', () => {
  const codes = Array.from({ length: 4_000 }, (_, i) => `M${String(10 + (i % 80)).padStart(2, '0')}.${i}`);
  let asked = 0;
  const notes: typeof terms.icd10cm.notes = (...about) => {
    asked += 1;
    return terms.icd10cm.notes(...about);
  };
  const counting = { ...terms, icd10cm: { ...terms.icd10cm, notes } };
  const problems = codes.map((c) => problem({ id: id(c) }));
  let read = 0;
  const all = codes.map((c) => {
    const plain = dx(c, { problems: [id(c)] });
    return Object.defineProperty({ ...plain }, 'code', {
      enumerable: true,
      get: () => {
        read += 1;
        return c;
      },
    });
  });
  expect(sequenceDiagnoses(all, facts({ problems }), counting, ON)).toHaveLength(4_000);
  expect(asked).toBeLessThanOrEqual(2 * codes.length);
  // Each with each would be sixteen million.
  expect(read).toBeLessThan(100 * codes.length);
});
