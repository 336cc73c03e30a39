/** Hostile X12 and Claims: mutations of sound files and random data. Nothing throws or hangs, every fault has its place, no data becomes structure, no wrong sum balances. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dossier, SUBMISSION } from '../../bench/support/x12-claims.ts';
import type { Claim, Resource } from '../../src/fhir/index.ts';
import {
  checkedClaims,
  claimBundle,
  claimsOf,
  dossierOf,
  responsesOf,
  segmentsOf,
  write837,
  writeSegment,
  type X12Fault,
} from '../../src/x12/index.ts';
import { REMITTANCE_LINES, response } from './responses/support.ts';

/** The same cases on every run: 101,000 in all. */
const seeded = (seed: number, numRuns: number) => ({ seed, numRuns });

const CLAIMS = [...write837([dossier(1), dossier(2)], SUBMISSION)].join('');
const REMITTANCE = response('835', REMITTANCE_LINES);
const ACKNOWLEDGEMENT = response('999', [
  'AK1*HC*42*005010X222A1',
  'AK2*837*0002*005010X222A1',
  'IK3*CLM*22*2300*8',
  'CTX*CLM01:CW1',
  'IK4*5:3:1*1325*I12*Z',
  'IK5*R*5*I6',
  'AK9*R*1*1*0',
]);
const STATUS = response('277', [
  'BHT*0085*08*1*20260305*0810*TH',
  'HL*1**20*1',
  'NM1*AY*2*CLEARING*****46*CH1',
  'TRN*1*1',
  'DTP*050*D8*20260304',
  'DTP*009*D8*20260305',
  'HL*2*1*21*1',
  'NM1*41*2*CLINIC*****46*EX1',
  'TRN*2*BATCH',
  'STC*A1:19:PR*20260305*WQ*210.5',
  'HL*3*2*19*1',
  'NM1*85*2*CLINIC*****XX*1234567893',
  'HL*4*3*PT',
  'NM1*QC*1*DOE*JAN****MI*M1',
  'TRN*2*CW1',
  'STC*A7:562:85*20260305*U*100.5',
  'DTP*472*D8*20260304',
]);

/** Characters that mean something, and some that do not. */
const CHARACTER = fc.constantFrom(
  ...'~*:^\n\r A0-9.Z\u0000\u00e9\u2028'.split(''),
  'ISA',
  'ST*',
  'SE*',
  'HL*',
  '~~',
);

type Mutation = (text: string) => string;

const at = (text: string, share: number): number => Math.floor(share * text.length);
const SHARE = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** One change: of a character, a stretch, a segment or an element. */
const MUTATION: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(SHARE, CHARACTER).map(
    ([s, c]): Mutation =>
      (t) =>
        t.slice(0, at(t, s)) + c + t.slice(at(t, s)),
  ),
  fc.tuple(SHARE, CHARACTER).map(
    ([s, c]): Mutation =>
      (t) =>
        t.slice(0, at(t, s)) + c + t.slice(at(t, s) + 1),
  ),
  fc.tuple(SHARE, fc.nat(40)).map(
    ([s, n]): Mutation =>
      (t) =>
        t.slice(0, at(t, s)) + t.slice(at(t, s) + n),
  ),
  SHARE.map(
    (s): Mutation =>
      (t) =>
        t.slice(0, at(t, s)),
  ),
  fc.tuple(SHARE, SHARE).map(
    ([a, b]): Mutation =>
      (t) => {
        const segments = t.split('~');
        const [i, j] = [Math.floor(a * segments.length), Math.floor(b * segments.length)];
        [segments[i], segments[j]] = [segments[j] ?? '', segments[i] ?? ''];
        return segments.join('~');
      },
  ),
  fc.tuple(SHARE, fc.integer({ min: 0, max: 30 })).map(
    ([s, times]): Mutation =>
      (t) => {
        const segments = t.split('~');
        const i = Math.floor(s * segments.length);
        return [
          ...segments.slice(0, i),
          ...Array<string>(times).fill(segments[i] ?? ''),
          ...segments.slice(i + 1),
        ].join('~');
      },
  ),
  fc
    .tuple(SHARE, SHARE, fc.constantFrom('', '-', '1e9', '99999999999999999999', '0.001', 'NaN', '-0', '.'))
    .map(
      ([a, b, value]): Mutation =>
        (t) => {
          const segments = t.split('~');
          const i = Math.floor(a * segments.length);
          const elements = (segments[i] ?? '').split('*');
          elements[Math.floor(b * elements.length)] = value;
          segments[i] = elements.join('*');
          return segments.join('~');
        },
    ),
);
const MUTATIONS = fc.array(MUTATION, { minLength: 1, maxLength: 3 });
const mutated = (text: string, all: readonly Mutation[]): string =>
  all.reduce((t, change) => change(t), text);

function expectLocated(faults: readonly X12Fault[]): void {
  for (const f of faults) {
    const placed = Number.isInteger(f.number) && f.number >= 1 && f.id !== '' && f.message !== '';
    if (!placed || (f.element !== undefined && f.element < 1)) expect(f).toBe('located');
  }
}

const faultsIn = (events: readonly { readonly kind: string; readonly fault?: X12Fault }[]) =>
  events.flatMap((e) => e.fault ?? []);

describe('mutations of a file of claims', () => {
  it('are read and checked, each fault with its place', () => {
    fc.assert(
      fc.property(MUTATIONS, (all) => {
        const events = checkedClaims(mutated(CLAIMS, all));
        expectLocated(
          events.flatMap((e) => (e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : [])),
        );
      }),
      seeded(1, 15_000),
    );
  });

  it('become Claims that are written again without a delimiter in their data', () => {
    fc.assert(
      fc.property(MUTATIONS, (all) => {
        for (const event of claimsOf(mutated(CLAIMS, all))) {
          if (event.kind !== 'claim') continue;
          const bundle = claimBundle(event.claim);
          const claim = bundle.entry?.[0]?.resource as Claim;
          const text = [...write837([dossierOf(claim, bundle)], SUBMISSION)].join('');
          expectSound(text);
        }
      }),
      seeded(2, 3_000),
    );
  });
});

/** Whatever went in, the envelope stands: one interchange, one transaction set, counts that are right. */
function expectSound(text: string): void {
  const segments = segmentsOf(text).flatMap((e) => (e.kind === 'segment' ? [e.segment] : []));
  const count = (id: string): number => segments.filter((s) => s.id === id).length;
  const envelope = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'].map(count);
  const size = segments.at(-3)?.elements[0];
  if (envelope.some((n) => n !== 1) || size !== String(segments.length - 4))
    expect(text).toBe('one transaction set');
}

describe('mutations of a remittance', () => {
  it('never balance with sums that are wrong, and tell each fault with its place', () => {
    fc.assert(
      fc.property(MUTATIONS, (all) => {
        const events = responsesOf(mutated(REMITTANCE, all));
        expectLocated(faultsIn(events));
        let paid = 0;
        for (const e of events) {
          if (e.kind === 'payment') paid = 0;
          if (e.kind === 'claim-payment') paid += e.claim.paid ?? Number.NaN;
          if (e.kind !== 'payment-end' || !e.end.balanced) continue;
          const less = e.end.providerAdjustments.reduce((sum, { amount }) => sum + (amount ?? Number.NaN), 0);
          if (paid - less !== e.end.payment.amount) expect(e.end).toBe('balanced');
        }
        for (const e of events) if (e.kind === 'claim-payment') expectClaimBalance(e.claim);
      }),
      seeded(3, 25_000),
    );
  });

  it('with one amount changed are balanced no more', () => {
    const amounts = [
      ...REMITTANCE.matchAll(
        /(?<=(?:BPR\*I\*|CLP\*CW\d\*\d\*|CLP\*CW\d\*\d\*[\d.]+\*|SVC\*[^*]+\*|SVC\*[^*]+\*[\d.]+\*|CAS\*\w\w\*\d+\*|WO:ICN9\*))[\d.]+/g,
      ),
    ];
    expect(amounts.length).toBeGreaterThan(12);
    fc.assert(
      fc.property(fc.nat(amounts.length - 1), fc.integer({ min: 1, max: 1_000_000 }), (i, more) => {
        const found = amounts[i];
        if (!found) return;
        const changed = (Math.round(Number(found[0]) * 100) + more) / 100;
        const text =
          REMITTANCE.slice(0, found.index) +
          changed.toFixed(2) +
          REMITTANCE.slice(found.index + found[0].length);
        const ends = responsesOf(text).flatMap((e) => (e.kind === 'payment-end' ? [e.end.balanced] : []));
        if (ends.join() !== 'false') expect([found[0], changed, ends]).toBe('unbalanced');
      }),
      seeded(4, 10_000),
    );
  });
});

type Paid = Extract<ReturnType<typeof responsesOf>[number], { kind: 'claim-payment' }>['claim'];

/** A claim without an error adds up, line by line and as a whole. */
function expectClaimBalance(claim: Paid): void {
  if (claim.faults.some(({ severity }) => severity === 'error')) return;
  const sum = (all: readonly { readonly amount: number | undefined }[]): number =>
    all.reduce((total, { amount }) => total + (amount ?? Number.NaN), 0);
  const every = [...claim.adjustments, ...claim.lines.flatMap((l) => l.adjustments)];
  const lines = claim.lines.every((l) => (l.charge ?? Number.NaN) - sum(l.adjustments) === l.paid);
  if (!lines || (claim.charge ?? Number.NaN) - sum(every) !== claim.paid) expect(claim).toBe('balanced');
}

describe('mutations of acknowledgements', () => {
  it.each([
    ['999', ACKNOWLEDGEMENT, 5],
    ['277CA', STATUS, 6],
  ])('of a %s are read, each fault with its place', (_, text, seed) => {
    fc.assert(
      fc.property(MUTATIONS, (all) => expectLocated(faultsIn(responsesOf(mutated(text, all))))),
      seeded(seed, 12_000),
    );
  });

  it('never turn a rejection of a transaction set into an acceptance by garbage', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3 }), (code) => {
        const text = ACKNOWLEDGEMENT.replace('IK5*R*5*I6', `IK5*${code.replace(/[~*:^\n\r]/g, '')}`);
        for (const e of responsesOf(text))
          if (e.kind === 'transaction-acknowledged' && e.acknowledgement.acceptance === 'accepted')
            expect(code).toBe('A');
      }),
      seeded(7, 2_000),
    );
  });
});

describe('random data', () => {
  const garbage = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(CHARACTER, { maxLength: 100 }).map((all) => all.join('')),
    fc.array(CHARACTER, { maxLength: 60 }).map((all) => CLAIMS.slice(0, 106) + all.join('')),
  );

  it('is no claim and no response, and says where', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        expectLocated(faultsIn(claimsOf(text)));
        expectLocated(faultsIn(responsesOf(text)));
      }),
      seeded(8, 12_000),
    );
  });

  it('in a segment stays within its element', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 5 }),
        (values) => {
          const text = writeSegment({ id: 'NTE', elements: [...values, 'X'] });
          const by = text.split('*').length - 1;
          if (by !== values.length + 1 || text.indexOf('~') !== text.length - 1)
            expect(text).toBe('one segment');
          if (/[^\x20-\x7e]/.test(text) || /[:^]/.test(text)) expect(text).toBe('writable');
        },
      ),
      seeded(9, 8_000),
    );
  });

  it('in a Claim never becomes structure', () => {
    const { claim, resolve } = dossier(3);
    const poison = (value: unknown, text: string): unknown =>
      value === undefined
        ? undefined
        : JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
            typeof inner === 'string' && POISONED.has(key) ? text : inner,
          );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const poisoned = {
          claim: poison(claim, text) as Claim,
          resolve: (reference: Parameters<typeof resolve>[0]) =>
            poison(resolve(reference), text) as Resource | undefined,
        };
        expectSound([...write837([poisoned], SUBMISSION)].join(''));
      }),
      seeded(10, 2_000),
    );
  });
});

describe('a megabyte of one thing', () => {
  const head = CLAIMS.slice(0, 106);
  it.each([
    ['segments without elements', `${head}${'AB~'.repeat(300_000)}`],
    ['elements without a segment', `${head}${'*'.repeat(1_000_000)}`],
    ['line breaks', `${head}${'\n'.repeat(1_000_000)}`],
    ['headers', head.repeat(9_000)],
    ['one composite', `${CLAIMS.slice(0, CLAIMS.indexOf('HI*'))}HI*${':'.repeat(60_000)}~`.repeat(15)],
    ['one level after another', `${CLAIMS.slice(0, CLAIMS.indexOf('HL*'))}${'HL*1**20*1~'.repeat(90_000)}`],
    ['lines of one claim', REMITTANCE.replace('PLB', `${'SVC*HC:1*1*1~'.repeat(20_000)}PLB`)],
    ['repetitions of one adjustment', REMITTANCE.replace('PLB', `${'CAS*CO*45*1~'.repeat(50_000)}PLB`)],
  ])('%s is read to its end', (_, text) => {
    expectLocated(faultsIn(claimsOf(text)));
    expectLocated(faultsIn(responsesOf(text)));
  });
});

/** Everything a sender may write as they please, codes too. */
const POISONED = new Set([
  'value',
  'code',
  'family',
  'city',
  'name',
  'text',
  'display',
  'postalCode',
  'state',
  'subscriberId',
  'birthDate',
  'servicedDate',
  'created',
]);
