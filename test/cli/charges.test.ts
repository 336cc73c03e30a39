/** `claimwright charges export`: every row of the charge table as a ChargeItemDefinition. */
import { describe, expect, it } from 'vitest';
import { chargeItemDefinitions, parseChargeTable } from '../../src/claim/index.ts';

const table = parseChargeTable(
  [
    'code,modifier,price,effectiveFrom,effectiveTo,revenue',
    '99213,,158.00,2025-01-01,2025-12-31,',
    '71046,26,28.50,2025-01-01,,0320',
    'J1885,,4.00,2025-01-01,,',
    ',,2100.00,2025-01-01,,0120',
  ].join('\n'),
);

describe('charges as ChargeItemDefinitions', () => {
  const found = (chargeItemDefinitions(table).entry ?? []).flatMap((e) =>
    e.resource?.resourceType === 'ChargeItemDefinition' ? [e.resource] : [],
  );
  it('has each row once, in the order of the file', () => {
    expect(found.map((d) => d.id)).toEqual([
      '99213-2025-01-01',
      '71046-26-2025-01-01',
      'j1885-2025-01-01',
      'revenue-0120-2025-01-01',
    ]);
    expect(new Set(found.map((d) => d.url)).size).toBe(4);
  });
  it('keeps days, modifier, revenue code and price', () => {
    expect(found[0]?.effectivePeriod).toEqual({ start: '2025-01-01', end: '2025-12-31' });
    expect(found[1]?.effectivePeriod).toEqual({ start: '2025-01-01' });
    expect(found[1]?.code?.coding?.map((c) => c.code)).toEqual(['71046', '26', '0320']);
    expect(found[1]?.propertyGroup?.[0]?.priceComponent?.[0]?.amount).toEqual({
      value: 28.5,
      currency: 'USD',
    });
    expect(found[3]?.code?.coding?.map((c) => c.code)).toEqual(['0120']);
  });
  it('of an empty table has no entry', () => {
    expect(
      chargeItemDefinitions(parseChargeTable('code,modifier,price,effectiveFrom,effectiveTo')).entry,
    ).toBeUndefined();
  });
});
