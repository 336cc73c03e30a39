/** Evidence stands at the line it is for, also where days of the stay are billed before the services. */
import { expect, it } from 'vitest';
import { authorInstitutional, type ChargeTable } from '../../src/claim/index.ts';
import { planOf } from '../../src/ehr/write/plans.ts';
import type { ChargeItem, Extension, Provenance } from '../../src/fhir/index.ts';
import { usd } from '../../src/kernel/index.ts';
import { day, dx, facts, flatCharges, input, modifier, service } from './support.ts';

const charges = (rooms: number): ChargeTable => ({
  ...flatCharges,
  revenue: () => '0300',
  accommodation: () => Array.from({ length: rooms }, (_, i) => ({ revenue: `012${i}`, price: usd(100_000) })),
});
const stay = {
  ...facts,
  visit: {
    ...facts.visit,
    setting: { value: 'inpatient' as const, evidence: [] },
    date: day('2026-02-10'),
    endDate: day('2026-02-12'),
  },
};
const charged = {
  ...service('85025'),
  evidence: [{ reference: 'ChargeItem/own', path: 'ChargeItem.code', words: '85025' }],
};
const draft = (rooms: number) =>
  authorInstitutional(
    input({
      facts: stay,
      charges: charges(rooms),
      diagnoses: [dx('A41.9', 'Condition/a')],
      services: [charged, service('93005', { modifiers: [modifier('59')] })],
    }),
  );

const said = (e: Extension, url: string) => e.extension?.find((p) => p.url === url);
const elements = ({
  extension,
}: Provenance): readonly (readonly [string | undefined, string | undefined])[] =>
  (extension ?? []).map((e) => [said(e, 'element')?.valueString, said(e, 'code')?.valueCoding?.code]);

it.each([0, 1, 2])(
  'with %i rooms before them the services have their evidence at their own lines',
  (rooms) => {
    const { claim, provenance } = draft(rooms);
    expect(elements(provenance)).toEqual([
      ['Claim.diagnosis[0]', 'A41.9'],
      [`Claim.item[${rooms}]`, '85025'],
      [`Claim.item[${rooms + 1}]`, '93005'],
      [`Claim.item[${rooms + 1}].modifier[0]`, '59'],
    ]);
    for (const [element, code] of elements(provenance)) {
      const [, at] = /^Claim\.item\[(\d+)\]$/.exec(element ?? '') ?? [];
      if (at !== undefined) expect(claim.item?.[Number(at)]?.productOrService.coding?.[0]?.code).toBe(code);
    }
  },
);

it('a charge of the EHR holds back its own line and not the room’s', () => {
  const { entries, held } = planOf('charge', draft(1).transaction);
  expect(held).toEqual(['ChargeItem/own']);
  expect(entries.map((e) => (e.resource as ChargeItem).code.coding?.[0]?.code)).toEqual(['0120', '93005']);
});
