import { describe, expect, it } from 'vitest';
import { type ProcedureCode, procedureCode } from '../../src/terminology/index.ts';
import { procedureCodes } from '../../src/terminology/procedures/procedure-codes.ts';
import { readProcedures } from '../../src/terminology/procedures/procedure-list.ts';
import { day } from './support.ts';

const fault = (detail: string): never => {
  throw new Error(detail);
};
const BODY =
  '99213\t\t\toffice visit\n98005\t2025-01-01\t\tvideo visit\n99442\t\t2024-12-31\ttelephone call\n';
const codes = procedureCodes(readProcedures(BODY, fault));
const code = (text: string): ProcedureCode => procedureCode(text) ?? fault(text);
const status = (text: string, on: string) => codes.status(code(text), day(on));

describe('the list of procedures', () => {
  it('lists a number, and says no more of it', () => {
    expect(status('99213', '2025-10-01')).toEqual({ kind: 'listed', label: 'office visit' });
    expect(codes.label(code('99213'))).toBe('office visit');
  });

  it('keeps to the days of a number', () => {
    expect(status('98005', '2024-12-31')).toEqual({
      kind: 'not-yet',
      from: '2025-01-01',
      label: 'video visit',
    });
    expect(status('98005', '2025-01-01').kind).toBe('listed');
    expect(status('99442', '2024-12-31').kind).toBe('listed');
    expect(status('99442', '2025-01-01')).toEqual({
      kind: 'retired',
      lastDay: '2024-12-31',
      label: 'telephone call',
    });
  });

  it('cannot tell a number it does not list from a wrong one', () => {
    expect(status('99999', '2025-10-01')).toEqual({
      kind: 'cannot-tell',
      reason: 'not verified: no CPT release is loaded',
    });
    expect(status('J9999', '2025-10-01')).toEqual({
      kind: 'cannot-tell',
      reason: 'not verified: no HCPCS Level II release is loaded',
    });
    expect(codes.label(code('99999'))).toBeUndefined();
  });

  it.each(['9921\t\t\tx\n', '99213\tsoon\t\tx\n', '99213\t\t\t\n', '99213\n'])(
    'refuses the row %j',
    (row) => {
      expect(() => readProcedures(row, fault)).toThrow('row 1 is not code, first day, last day, label');
    },
  );
});
