import { describe, expect, it } from 'vitest';
import { withOnAdmission } from '../../src/suggest/on-admission.ts';
import { day, dx, facts } from '../claim/support.ts';

const stay = (taxonomy: string, setting: 'inpatient' | 'office' = 'inpatient') => ({
  ...facts,
  parties: facts.parties.map((p) => (p.role === 'billing' ? { ...p, taxonomy } : p)),
  visit: {
    ...facts.visit,
    setting: { value: setting, evidence: [] },
    date: day('2026-02-10'),
    endDate: day('2026-02-13'),
  },
});
const on = day('2026-02-13');

describe('present on admission', () => {
  it('is told and asked for the stay that a hospital bills', () => {
    const { diagnoses, queries } = withOnAdmission(
      [dx('J18.9', 'Condition/1'), dx('Z79.4', 'Condition/2')],
      stay('282N00000X'),
      on,
    );
    expect(diagnoses.map((d) => d.onAdmission?.indicator)).toEqual(['U', undefined]);
    expect(queries).toHaveLength(1);
  });

  it.each([
    ['a physician bills', stay('208M00000X')],
    ['the visit is no stay', stay('282N00000X', 'office')],
  ])('is neither told nor asked where %s', (_, of) => {
    const { diagnoses, queries } = withOnAdmission([dx('J18.9', 'Condition/1')], of, on);
    expect([diagnoses[0]?.onAdmission, queries]).toEqual([undefined, []]);
  });
});
