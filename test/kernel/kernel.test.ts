import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  ClaimwrightError,
  canonicalJson,
  deepFreeze,
  ERROR_CATALOGUE,
  faultFields,
  fill,
  frozenClock,
  parseJson,
  parseUsd,
  sumMoney,
  timesMoney,
  toFhirMoney,
  usd,
  uuidFrom,
} from '../../src/kernel/index.ts';

describe('money', () => {
  it('adds cents that floating point cannot', () => {
    expect(toFhirMoney(addMoney(usd(10), usd(20)))).toEqual({ value: 0.3, currency: 'USD' });
    expect(sumMoney(Array.from({ length: 10 }, () => usd(10))).cents).toBe(100);
    expect(timesMoney(usd(333), 3).cents).toBe(999);
  });

  it.each(['', '-1', '1.234', '1,50', '1e3', 'NaN', ' ', '$5', '99999999999'])('does not read %j', (text) => {
    expect(parseUsd(text)).toBeUndefined();
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (cents) => {
        expect(parseUsd(toFhirMoney(usd(cents)).value.toFixed(2))?.cents).toBe(cents);
      }),
    );
  });

  it('is never a fraction of a cent', () => {
    expect(() => usd(0.5)).toThrow(ClaimwrightError);
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order in which keys were written', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 2, c: undefined }] })).toBe(canonicalJson({ a: [{ d: 2 }], b: 1 }));
  });
});

describe('parseJson', () => {
  it('drops the keys through which prototypes are polluted', () => {
    const value = parseJson(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}',
    ) as object;
    expect(Object.keys(value)).toEqual(['a']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('deepFreeze', () => {
  it('freezes what is inside, too', () => {
    const chart = deepFreeze({ a: { b: [1] } });
    expect(() => (chart.a.b as number[]).push(2)).toThrow(TypeError);
  });
});

describe('uuidFrom', () => {
  it('is stable, well formed and keeps parts apart', () => {
    expect(uuidFrom('a', 'bc')).toBe(uuidFrom('a', 'bc'));
    expect(uuidFrom('a', 'bc')).not.toBe(uuidFrom('ab', 'c'));
    expect(uuidFrom('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('errors', () => {
  it('fill their sentence, and leave a forgotten slot visible', () => {
    expect(new ClaimwrightError('CW-1007', { what: 'such case' }).message).toBe(
      'There is no such case here.',
    );
    expect(fill('{a} {b} {constructor}', { a: 1 })).toBe('1 {b} {constructor}');
  });

  it('have a row each: a status, an issue type and a sentence', () => {
    for (const [code, row] of Object.entries(ERROR_CATALOGUE)) {
      expect(code).toMatch(/^CW-\d{4}$/);
      expect(row.status).toBeGreaterThanOrEqual(400);
      expect(row.message).toMatch(/\.$/);
    }
  });

  it('tell a log nothing that a library may have quoted from a record', () => {
    const fields = faultFields(new TypeError('cannot read "Jane Canary, born 1970-01-01"'));
    expect(JSON.stringify(fields)).not.toContain('Canary');
  });
});

describe('frozenClock', () => {
  it('moves only by waiting', async () => {
    const clock = frozenClock('2026-01-01T00:00:00.000Z');
    await clock.wait(1500);
    expect(clock.now()).toBe('2026-01-01T00:00:01.500Z');
    expect(clock.waits).toEqual([1500]);
  });
});
