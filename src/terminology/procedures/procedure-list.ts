/**
 * CPT and HCPCS numbers that the rules of this program use, each with a label in this project's own words and the days
 * on which it may be reported. Not a licensed release: a number that is not listed cannot be told from a wrong one.
 */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../code.ts';
import type { ProcedureStatus } from '../model.ts';

export interface ListedProcedure {
  readonly code: ProcedureCode;
  readonly label: string;
  /** First and last day; absent where the table does not record one. */
  readonly from?: ServiceDate;
  readonly to?: ServiceDate;
}

/** Reads rows: code, first day, last day, label. */
export function readProcedures(body: string, fault: (detail: string) => never): readonly ListedProcedure[] {
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) =>
      readProcedure(line, () => fault(`row ${i + 1} is not code, first day, last day, label`)),
    );
}

function readProcedure(line: string, fault: () => never): ListedProcedure {
  const [code = '', from = '', to = '', label = ''] = line.split('\t');
  const normal = procedureCode(code) ?? fault();
  if (label === '') fault();
  const day = (text: string): ServiceDate => serviceDate(text) ?? fault();
  return { code: normal, label, ...(from && { from: day(from) }), ...(to && { to: day(to) }) };
}

/** What the table knows of a number on a day. */
export function listStatus({ label, from, to }: ListedProcedure, on: ServiceDate): ProcedureStatus {
  if (from !== undefined && on < from) return { kind: 'not-yet', from, label };
  if (to !== undefined && to < on) return { kind: 'retired', lastDay: to, label };
  return { kind: 'listed', label };
}
