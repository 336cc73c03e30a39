/** mappings/inpatient-procedures: what an edition of ICD-10-PCS can say of a code, and that nothing is said without one. */
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/inpatient-procedures/index.ts';
import { type PcsStatus, SYSTEM } from '../../src/suggest/module.ts';
import { facts, made } from '../support/chart.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const suggest = prepare({});
const base = facts(
  made({
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: SYSTEM.icd10pcs, code: '0FT44ZZ' }], text: 'Gallbladder removed' },
  }),
);
const inStay = { ...base, visit: { ...base.visit, setting: { value: 'inpatient' as const, evidence: [] } } };
const release = fakeTerminology().releases()[0];

function run(status: PcsStatus) {
  const terminology = fakeTerminology();
  return suggest(inStay, {
    on: day('2026-03-12'),
    terminology: { ...terminology, icd10pcs: { ...terminology.icd10pcs, status: () => status } },
    problems: [],
    diagnoses: [],
    services: [],
    tables: {},
    rule: (rule, citation) => ({ module: 'inpatient-procedures', version: '1.0.0', rule, citation }),
  });
}

describe('a code of a stay', () => {
  if (!release) throw new Error('the fake has a release');
  it.each<[string, PcsStatus, number]>([
    ['unknown to the edition', { kind: 'unknown', release }, 1],
    ['retired', { kind: 'retired', lastDay: day('2025-09-30'), release }, 1],
    ['not yet in force', { kind: 'not-yet', from: day('2026-10-01'), release }, 1],
    ['not to be told', { kind: 'cannot-tell', reason: 'no release is loaded' }, 0],
  ])('%s', (_name, status, faults) => {
    const output = run(status);
    expect([output.uncoded?.length, output.queries?.length, output.services?.length ?? 0]).toEqual([
      faults,
      faults,
      0,
    ]);
  });
});
