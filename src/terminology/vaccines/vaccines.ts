/** One edition of the CDC's CPT–CVX table in memory (under 300 rows), and the answers of those that are loaded. */
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { procedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { editions } from '../release/editions.ts';
import type { VaccineAnswer, VaccinePair, Vaccines } from './model.ts';

export const CVX = /^\d{2,3}$/;

export interface VaccineTable {
  readonly info: ReleaseInfo;
  readonly pairs: readonly VaccinePair[];
}

export const vaccineLine = ({ cpt, cvx, name, updated = '' as ServiceDate }: VaccinePair): string =>
  `${cpt}\t${cvx}\t${name}\t${updated}\n`;

export function vaccineTable(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): VaccineTable {
  const lines = body.split('\n').slice(0, -1);
  const pairs = lines.map((line, i) => readLine(line) ?? fault(`row ${i + 1} is not a pair`));
  if (pairs.length !== info.counts.rows) fault(`it has ${pairs.length} rows, not ${info.counts.rows}`);
  return { info, pairs };
}

function readLine(line: string): VaccinePair | undefined {
  const [cpt = '', cvx = '', name = '', day = '', more] = line.split('\t');
  const code = procedureCode(cpt);
  const updated = serviceDate(day);
  if (!code || !CVX.test(cvx) || more !== undefined || (day !== '' && !updated)) return undefined;
  return { cpt: code, cvx, name, ...(updated && { updated }) };
}

export function vaccines(tables: readonly VaccineTable[]): Vaccines {
  const all = editions(tables);
  // The table says how codes correspond, and products keep their codes: before its first edition the earliest one answers.
  const tableFor = (on: ServiceDate): VaccineTable | undefined => all.begun(on)[0] ?? all.toCome(on)[0];
  const answer = (on: ServiceDate, is: (pair: VaccinePair) => boolean): VaccineAnswer => {
    const table = tableFor(on);
    return table
      ? { kind: 'known', pairs: table.pairs.filter(is), edition: table.info.id }
      : { kind: 'cannot-tell', reason: 'no CPT–CVX table is loaded' };
  };
  return {
    cvxOf: (cpt, on) => answer(on, (pair) => pair.cpt === cpt),
    cptOf: (cvx, on) => answer(on, (pair) => pair.cvx === cvx.trim().padStart(2, '0')),
  };
}
