import { describe, expect, it } from 'vitest';
import type { ClaimResult, PaymentResult } from '../../src/clearinghouse/index.ts';
import { composeValidator } from '../../src/compose.ts';
import { REMITTANCE_LINES, response } from '../x12/responses/support.ts';
import { CW1, claimOf, clearinghouse } from './support.ts';

const validator = composeValidator();
const errors = (resource: unknown): readonly string[] =>
  validator
    .validate(resource)
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map((i) => `${i.expression}: ${i.diagnostics}`);

const whole = response('835', REMITTANCE_LINES);
const changed = (...changes: readonly (readonly [string, string])[]): string =>
  response(
    '835',
    changes.reduce<readonly string[]>(
      (all, [from, to]) => all.flatMap((line) => (line === from ? to.split('\n') : [line])),
      REMITTANCE_LINES,
    ),
  );

async function received(text: string, house?: Awaited<ReturnType<typeof clearinghouse>>) {
  const used = house ?? (await clearinghouse());
  const answer = await used.receive(text);
  const all = await used.results.all();
  return {
    ...used,
    answer,
    all,
    claims: all.filter((r): r is ClaimResult => r.kind === 'claim'),
    payments: all.filter((r): r is PaymentResult => r.kind === 'payment'),
  };
}

describe('a remittance', () => {
  it('becomes a ClaimResponse of each claim and a PaymentReconciliation', async () => {
    const { answer, claims, payments } = await received(whole);
    expect(answer).toMatchObject({
      kind: 'read',
      summary: { results: 3, unmatched: 0, payments: 1, balanced: true },
    });
    expect(claims.map((c) => [c.number, c.state, c.paid])).toEqual([
      ['CW1', 'adjudicated', 8_000],
      ['CW2', 'adjudicated', 4_500],
    ]);
    expect(payments).toHaveLength(1);
  });

  it('whose resources are valid R4', async () => {
    const { claims, payments } = await received(whole);
    for (const { response: r, task } of claims) {
      expect(errors(r)).toEqual([]);
      if (task) expect(errors(task)).toEqual([]);
    }
    for (const { reconciliation } of payments) expect(errors(reconciliation)).toEqual([]);
  });

  it('tells of each line what was submitted, allowed, adjusted and paid', async () => {
    const { claims } = await received(whole);
    const [first] = claims;
    expect(first?.response).toMatchObject({
      outcome: 'complete',
      disposition: 'Processed as primary',
      request: { reference: 'Claim/cw1', identifier: { value: 'CW1' } },
      insurer: { display: 'PAYER' },
      payment: { amount: { value: 80 }, date: '2026-03-10', identifier: { value: 'EFT1' } },
    });
    expect(first?.response.identifier?.map(({ value }) => value)).toContain('ICN1');
    const brief = first?.response.item?.map((item) => [
      item.itemSequence,
      item.adjudication.map((a) => [
        a.category.coding?.[0]?.code,
        a.amount?.value,
        a.reason?.coding?.map(({ code }) => code).join(' '),
      ]),
    ]);
    expect(brief).toEqual([
      [
        1,
        [
          ['submitted', 60.25, undefined],
          ['eligible', 60.25, undefined],
          ['adjustmentreason', 10.25, 'PR 3'],
          ['benefit', 50, undefined],
        ],
      ],
      [
        2,
        [
          ['submitted', 40.25, undefined],
          ['adjustmentreason', 10.25, 'PR 3'],
          ['benefit', 30, undefined],
        ],
      ],
    ]);
    expect(first?.response.processNote?.map(({ text }) => text)).toEqual(['N130', 'MA01']);
    expect(first?.response.item?.[0]?.noteNumber).toEqual([1]);
  });

  it('matches a line by its trace number, or by code, modifiers and charge', async () => {
    const { claims } = await received(
      changed(['REF*6R*L1', 'REF*6R*OTHER'], ['SVC*HC:83036*40.25*30**1', 'SVC*HC:83037*40.25*30**1']),
    );
    const { item, addItem, outcome } = claims[0]?.response ?? {};
    expect(item?.map((i) => i.itemSequence)).toEqual([1]);
    expect(addItem?.map((i) => i.productOrService.coding?.[0]?.code)).toEqual(['83037']);
    expect(outcome).toBe('partial');
  });

  it('reconciles: a detail for each claim and one for what is taken from the provider', async () => {
    const { payments, claims } = await received(whole);
    const { reconciliation, balanced } = payments[0] ?? {};
    expect(balanced).toBe(true);
    expect(reconciliation).toMatchObject({ outcome: 'complete', paymentAmount: { value: 120 } });
    expect(
      reconciliation?.detail?.map((d) => [d.type.coding?.at(-1)?.code, d.identifier?.value, d.amount?.value]),
    ).toEqual([
      ['payment', 'CW1', 80],
      ['payment', 'CW2', 45],
      ['WO', 'ICN9', -5],
    ]);
    expect(reconciliation?.detail?.[0]?.response?.reference).toBe(`ClaimResponse/${claims[0]?.response.id}`);
  });

  it('that does not add up is in error, with a task, and says what', async () => {
    const { payments, answer } = await received(
      changed(['PLB*1234567893*20261231*WO:ICN9*5', 'PLB*1234567893*20261231*WO:ICN9*6']),
    );
    expect(answer).toMatchObject({ summary: { balanced: false } });
    expect(payments[0]?.reconciliation).toMatchObject({
      outcome: 'error',
      processNote: [{ text: expect.stringContaining('125.00') }],
    });
    expect(payments[0]?.task?.code?.coding?.[0]?.code).toBe('work-unbalanced');
    expect(errors(payments[0]?.task)).toEqual([]);
  });

  it('of a claim that is not known is kept, and in the reconciliation', async () => {
    const { results, payments } = await received(whole, await clearinghouse([CW1]));
    expect(await results.unmatched()).toMatchObject([
      { number: 'CW2', why: 'claim-unknown', response: { charge: 11_000 } },
    ]);
    expect(payments[0]?.reconciliation.detail).toHaveLength(3);
  });

  it('is read once: the same bytes again do nothing', async () => {
    const house = await clearinghouse();
    const first = await received(whole, house);
    const again = await received(whole, house);
    expect(again.answer).toEqual({ kind: 'already', sha256: expect.any(String) });
    expect(again.all).toEqual(first.all);
  });

  it('that a crash cut off is read again to the same results', async () => {
    const calm = await received(whole);
    const house = await clearinghouse();
    const put = house.results.put;
    for (let fail = 0; fail < 3; fail += 1) {
      let count = 0;
      house.deps.results = {
        ...house.results,
        put: async (result) => {
          count += 1;
          if (count > fail) throw new Error('crash');
          await put(result);
        },
      };
      await expect(house.receive(whole)).rejects.toThrow('crash');
    }
    house.deps.results = house.results;
    expect((await received(whole, house)).all).toEqual(calm.all);
  });

  it('that ends too early is not taken', async () => {
    const { answer, all } = await received(whole.slice(0, whole.indexOf('PLB')));
    expect(answer.kind).toBe('incomplete');
    expect(all).toEqual([]);
  });
});

describe('a denial', () => {
  it('is a task that leads to the case, suggestion, finding and decision of the line', async () => {
    const { claims } = await received(
      changed(
        ['CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1', 'CLP*CW1*1*100.5*50*10.25*12*ICN1*11*1'],
        ['SVC*HC:83036*40.25*30**1', 'SVC*HC:83036*40.25*0**1'],
        ['REF*6R*L2', 'REF*6R*L2'],
        ['PLB*1234567893*20261231*WO:ICN9*5', 'PLB*1234567893*20261231*WO:ICN9*-25'],
      ).replace('CAS*PR*3*10.25~\nREF*6R*L2', 'CAS*CO*50*40.25~\nREF*6R*L2'),
    );
    const task = claims[0]?.task;
    expect(errors(task)).toEqual([]);
    expect(task).toMatchObject({
      status: 'requested',
      code: { coding: [{ code: 'work-denial' }] },
      description: 'The payer denied 1 of 2 lines of the claim.',
      for: { reference: 'Patient/p1' },
      basedOn: [{ reference: 'Claim/cw1' }],
      reasonCode: { coding: [{ code: 'CO' }, { code: '50' }] },
    });
    expect(task?.input?.map((i) => [i.type.text, i.valueString ?? i.valuePositiveInt])).toEqual([
      ['line', 2],
      ['case', 'case-1'],
      ['encounter', 'Encounter/e1'],
      ['suggestion', 'line 2: 83036 by lab@1.0.0/a1c, confidence 0.80'],
      ['finding', 'payer-frequency (warning) of line 2'],
      ['decision', 'coder at 2026-03-04T10:00:00Z: No edit stands against the claim.'],
    ]);
  });

  it.each([
    ['the contract', 'CAS*CO*45*40.25', false],
    ['the deductible', 'CAS*PR*1*40.25', false],
    ['another payer', 'CAS*OA*23*40.25', false],
    ['medical necessity', 'CAS*CO*50*40.25', true],
    ['not covered, the patient pays', 'CAS*PR*96*40.25', true],
    ['contract and bundling', 'CAS*CO*45*10**97*30.25', true],
  ])('is not every line without payment: %s', async (_, cas, denied) => {
    const text = changed(
      ['SVC*HC:83036*40.25*30**1', 'SVC*HC:83036*40.25*0**1'],
      ['CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1', 'CLP*CW1*1*100.5*50**12*ICN1*11*1'],
    ).replace('CAS*PR*3*10.25~\nREF*6R*L2', `${cas}~\nREF*6R*L2`);
    const { claims } = await received(text);
    expect(claims[0]?.task?.code?.coding?.[0]?.code).toBe(denied ? 'work-denial' : undefined);
  });
});

describe('a reversal', () => {
  const REVERSAL = [
    'CLP*CW2*22*-110*-45*0*12*ICN2*11*1',
    'CAS*CO*45*-5**97*-60',
    'NM1*QC*1*ROE*ANN',
    'CLP*CW2*1*110*90*0*12*ICN3*11*1',
    'CAS*CO*45*20',
    'NM1*QC*1*ROE*ANN',
  ];
  const second = response('835', [
    ...REMITTANCE_LINES.slice(0, 9).map((line) =>
      line.startsWith('BPR') ? line.replace('*120*', '*45*') : line,
    ),
    ...REVERSAL,
  ]);

  it('cancels what it takes back, and the correction stands', async () => {
    const house = await clearinghouse();
    await received(whole, house);
    const { claims, answer } = await received(second, house);
    expect(answer).toMatchObject({ summary: { balanced: true } });
    const mine = claims.filter(({ number }) => number === 'CW2');
    expect(mine.map((r) => [r.response.status, r.reversal, r.paid])).toEqual([
      ['cancelled', false, 4_500],
      ['active', true, -4_500],
      ['active', false, 9_000],
    ]);
    expect(mine.flatMap(({ response: r }) => errors(r))).toEqual([]);
  });

  it('leaves what another payer paid', async () => {
    const house = await clearinghouse();
    await received(whole, house);
    const other = second.replace('CLP*CW2*22*-110*-45*0*12*ICN2', 'CLP*CW2*22*-110*-40*0*12*ICN8');
    const { claims } = await received(other, house);
    expect(claims.filter(({ response: r }) => r.status === 'cancelled')).toEqual([]);
  });
});

describe('a claim number', () => {
  it('is matched in capitals, and by the payer’s number when it comes back wrong', async () => {
    const house = await clearinghouse([claimOf('cw1', [{ code: '99213', net: 100.5 }]), claimOf('CW2', [])]);
    await received(whole, house);
    const again = whole.replace('CLP*CW1*', 'CLP*0*').replace('EFT1', 'EFT2');
    const { claims } = await received(again, house);
    expect(claims.filter(({ number }) => number === 'cw1')).toHaveLength(2);
    expect(await house.results.unmatched()).toEqual([]);
  });
});
