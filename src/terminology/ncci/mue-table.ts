/** One quarter's MUE values of one setting (NCCI Policy Manual, ch. I, §V): stored rows `code, value, MAI, rationale`. */
import type { ReleaseInfo } from '../model.ts';
import { wholeCodeNumber } from './code-number.ts';
import type { MueAdjudication, MueSetting } from './model.ts';

export interface MueRow {
  readonly code: string;
  readonly value: number;
  readonly adjudication: MueAdjudication;
  readonly rationale: string;
}

export interface MueTable {
  readonly info: ReleaseInfo;
  readonly setting: MueSetting;
  readonly size: number;
  find(code: string): MueRow | undefined;
}

export const mueLine = ({ code, value, adjudication, rationale }: MueRow): string =>
  `${code}\t${value}\t${adjudication}\t${rationale}\n`;

export function mueTable(
  info: ReleaseInfo,
  setting: MueSetting,
  body: string,
  fault: (detail: string) => never,
): MueTable {
  const rows = new Map<string, MueRow>();
  body
    .split('\n')
    .slice(0, -1)
    .forEach((line, i) => {
      const row = readLine(line) ?? fault(`row ${i + 1} is not code, value, indicator, rationale`);
      rows.set(row.code, row);
    });
  return { info, setting, size: rows.size, find: (code) => rows.get(code) };
}

function readLine(line: string): MueRow | undefined {
  const [code = '', value = '', indicator = '', rationale, more] = line.split('\t');
  const adjudication = mueAdjudication(indicator);
  if (wholeCodeNumber(code) < 0 || !MUE_VALUE.test(value) || !adjudication) return undefined;
  if (rationale === undefined || more !== undefined) return undefined;
  return { code, value: Number(value), adjudication, rationale };
}

/** Units of service. The largest published are tens of thousands; 0 is a limit too. */
export const MUE_VALUE = /^\d{1,6}$/;

const ADJUDICATION: ReadonlyMap<string, MueAdjudication> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
]);

export const mueAdjudication = (digit: string): MueAdjudication | undefined => ADJUDICATION.get(digit);
