/**
 * One edition of the add-on code edits (NCCI Policy Manual, ch. I, §R and §W): stored rows `add-on, type, primary or
 * nothing, first day, last day or nothing`.
 */
import { type ServiceDate, serviceDate, within } from '../../kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import type { AddOnType } from './model.ts';

export interface AddOnRow {
  readonly code: ProcedureCode;
  readonly type: AddOnType;
  /** Absent where the contractor defines the primaries. */
  readonly primary?: ProcedureCode;
  readonly from: ServiceDate;
  /** Last day; absent while in force. */
  readonly to?: ServiceDate;
}

export interface AddOnTable {
  readonly info: ReleaseInfo;
  readonly size: number;
  find(
    code: ProcedureCode,
    on: ServiceDate,
  ): { type: AddOnType; primaries: readonly ProcedureCode[] } | undefined;
}

export const addOnLine = ({ code, type, primary = '' as ProcedureCode, from, to }: AddOnRow): string =>
  `${code}\t${type}\t${primary}\t${from}\t${to ?? ''}\n`;

export function addOnTable(info: ReleaseInfo, body: string, fault: (detail: string) => never): AddOnTable {
  const lines = body.split('\n').slice(0, -1);
  const rows = lines.map(
    (line, i) => readLine(line) ?? fault(`row ${i + 1} is not add-on, type, primary, first day, last day`),
  );
  const byCode = Map.groupBy(rows, (row) => row.code);
  return {
    info,
    size: rows.length,
    find: (code, on) => {
      const inForce = (byCode.get(code) ?? []).filter((row) => within(on, row));
      const type = typeOf(inForce);
      return type && { type, primaries: inForce.flatMap((row) => row.primary ?? []).sort() };
    },
  };
}

/** An add-on code has one type. Should two be in force, the list is open, as type 3 says: the milder reading. */
function typeOf(rows: readonly AddOnRow[]): AddOnType | undefined {
  const types = new Set(rows.map((row) => row.type));
  return types.size > 1 ? 3 : rows[0]?.type;
}

const TYPES: ReadonlyMap<string, AddOnType> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
]);

export const addOnType = (digit: string): AddOnType | undefined => TYPES.get(digit);

function readLine(line: string): AddOnRow | undefined {
  const [add = '', digit = '', primary = '', from, to = '', more] = line.split('\t');
  const code = procedureCode(add);
  const type = addOnType(digit);
  const first = serviceDate(from);
  const last = serviceDate(to);
  const whole = primary === '' ? undefined : procedureCode(primary);
  if (!code || !type || !first || more !== undefined) return undefined;
  if ((primary !== '' && !whole) || (to !== '' && !last)) return undefined;
  return { code, type, ...(whole && { primary: whole }), from: first, ...(last && { to: last }) };
}
