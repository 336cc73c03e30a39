/** An encounter that does not fit into one claim: parts that each stand alone, and together hold everything once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIM_CONSTRAINTS, draftClaims } from '../../src/claim/index.ts';
import { type Claim, createFhirValidator } from '../../src/fhir/index.ts';
import { readFhirDefinitions } from '../../src/store/definitions.ts';
import { draft, dx, problemIds, service } from './support.ts';

const many = (n: number) => Array.from({ length: n }, (_, i) => dx(`E${10 + i}.9`, `Condition/${i + 1}`));
const number = (claim: Claim): string => claim.identifier?.[0]?.value ?? '';
const cents = (claim: Claim): number => Math.round((claim.total?.value ?? Number.NaN) * 100);
const code = (claim: Claim, sequence: number): string | undefined =>
  claim.diagnosis?.find((d) => d.sequence === sequence)?.diagnosisCodeableConcept?.coding?.[0]?.code;

const validator = createFhirValidator({ ...readFhirDefinitions(), constraints: CLAIM_CONSTRAINTS });
const PROFILE = 'https://claimwright.dev/fhir/StructureDefinition/claimwright-professional-claim';

describe('fifty lines', () => {
  it('fit, and the fifty-first begins a second claim', () => {
    const lines = (n: number) => Array.from({ length: n }, () => service('83036'));
    expect(draft({ services: lines(50) }).parts).toBeUndefined();
    const made = draft({ services: lines(51) });
    expect(draftClaims(made).map((c) => c.item?.length)).toEqual([50, 1]);
    expect(problemIds(made)).toEqual([]);
    expect(draftClaims(draft({ services: lines(101) })).map((c) => c.item?.length)).toEqual([50, 50, 1]);
  });
});

describe('twelve diagnoses', () => {
  const services = [
    service('99214', { problems: [2, 3, 4, 5].map((n) => `Condition/${n}`) }),
    service('99215', { problems: [6, 7, 8, 9].map((n) => `Condition/${n}`) }),
    service('83036', { problems: [10, 11, 12].map((n) => `Condition/${n}`) }),
    service('82947', { problems: ['Condition/13'] }),
  ];

  it('fit with all that lines need, and the thirteenth needed begins a second claim', () => {
    expect(draft({ diagnoses: many(13), services: services.slice(0, 3) }).parts).toBeUndefined();
    const made = draft({ diagnoses: many(13), services });
    const [first, second, ...more] = draftClaims(made);
    expect(more).toEqual([]);
    expect(first?.item?.map((i) => i.productOrService?.coding?.[0]?.code)).toEqual([
      '99214',
      '99215',
      '83036',
    ]);
    expect(second?.item?.map((i) => i.sequence)).toEqual([1]);
    expect(second && code(second, second.item?.[0]?.diagnosisSequence?.[0] ?? 0)).toBe('E22.9');
    expect(second && code(second, 1)).toBe('E10.9');
    expect(problemIds(made)).toEqual([]);
  });

  it('warn only of those that are on no part', () => {
    const made = draft({ diagnoses: many(26), services });
    const held = new Set(draftClaims(made).flatMap((c) => c.diagnosis?.map((_, i) => code(c, i + 1)) ?? []));
    expect(made.problems.map((p) => p.edit)).toEqual(['claim-diagnosis-left-out']);
    expect(made.problems[0]?.codes.filter((c) => held.has(c))).toEqual([]);
    expect(made.problems[0]?.codes.length).toBe(26 - held.size);
  });
});

describe('parts', () => {
  const made = draft({ services: Array.from({ length: 120 }, () => service('83036')) });
  const claims = draftClaims(made);

  it('have numbers of their own, of at most twenty characters, made from the first', () => {
    const [first = '', ...rest] = claims.map(number);
    expect(first).toBe(number(draft().claim));
    expect(rest).toEqual([`${first.slice(0, 17)}-02`, `${first.slice(0, 17)}-03`]);
    expect(rest.every((n) => n.length === 20)).toBe(true);
  });

  it('name one another as associated, and are no replacement', () => {
    for (const claim of claims) {
      const others = claims.map(number).filter((n) => n !== number(claim));
      expect(claim.related?.map((r) => r.claim?.identifier?.value)).toEqual(others);
      expect(claim.related?.every((r) => r.relationship?.coding?.[0]?.code === 'associated')).toBe(true);
    }
    expect(draft().claim.related).toBeUndefined();
  });

  it('are written together, each conditional on its own number, with a Provenance each', () => {
    const entries = made.transaction.entry ?? [];
    expect(entries.map((e) => e.resource?.resourceType)).toEqual(
      claims.flatMap(() => ['Claim', 'Provenance']),
    );
    expect(new Set(entries.map((e) => e.request?.ifNoneExist)).size).toBe(entries.length);
    expect(new Set(entries.map((e) => e.fullUrl)).size).toBe(entries.length);
    for (const { provenance } of made.parts ?? [])
      expect(entries.some((e) => e.fullUrl === provenance.target[0]?.reference)).toBe(true);
  });

  it('say which claim a problem is of', () => {
    const services = Array.from({ length: 51 }, (_, i) => service(i === 50 ? '99499' : '83036'));
    const charges = {
      rows: 0,
      charge: (c: string) => (c === '99499' ? undefined : { cents: 100, currency: 'USD' as const }),
    };
    const { problems } = draft({ services, charges });
    expect(problems.map((p) => p.expression)).toEqual([
      `${number(claims[1] ?? (claims[0] as Claim))}: Claim.item[0].unitPrice`,
    ]);
  });

  it('hold every line once, with its own diagnoses; their totals are the encounter’s; each validates; the bytes stay', () => {
    const one = fc.record({
      problems: fc.uniqueArray(
        fc.integer({ min: 1, max: 30 }).map((n) => `Condition/${n}`),
        { maxLength: 6 },
      ),
      units: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 130 }), (lines) => {
        const services = lines.map((l) => service('83036', l));
        const author = () => draft({ diagnoses: many(30), services });
        const all = draftClaims(author());
        const items = all.flatMap((claim) => (claim.item ?? []).map((item) => ({ claim, item })));
        expect(items.map(({ item }) => item.quantity?.value)).toEqual(lines.map((l) => l.units));
        for (const [i, { claim, item }] of items.entries()) {
          const wanted = lines[i]?.problems.slice(0, 4).map((p) => `E${9 + Number(p.slice(10))}.9`) ?? [];
          const pointed = item.diagnosisSequence?.map((n) => code(claim, n));
          if (wanted.length > 0) expect(pointed).toEqual(wanted);
        }
        expect(all.reduce((sum, c) => sum + cents(c), 0)).toBe(
          lines.reduce((sum, l) => sum + l.units * 1001, 0),
        );
        expect(new Set(all.map(number)).size).toBe(all.length);
        for (const claim of all) {
          expect(claim.item?.length).toBeLessThanOrEqual(50);
          expect(claim.diagnosis?.length).toBeLessThanOrEqual(12);
          expect(validator.validate(claim, [PROFILE])).toEqual([]);
        }
        expect(JSON.stringify(author())).toBe(JSON.stringify(author()));
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
