/** What responses brought, in the database: one of the same id takes the place of the one before. */
import {
  type ClaimResult,
  numberKey,
  type Result,
  type Results,
  type UnmatchedResult,
} from '../../clearinghouse/index.ts';
import type { Queries } from '../db/database.ts';

export function databaseResults(database: Queries): Results {
  const found = async <R extends Result>(rest: string, values: readonly unknown[]): Promise<readonly R[]> =>
    (await database.query<{ result: R }>(`SELECT result FROM payer_result ${rest}`, values)).map(
      (row) => row.result,
    );
  return {
    put: async (result) => {
      const { number, payer } = keysOf(result);
      await database.query(
        `INSERT INTO payer_result (id, kind, number_key, payer_number, result) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET kind = $2, number_key = $3, payer_number = $4, result = $5`,
        [result.id, result.kind, number, payer, JSON.stringify(result)],
      );
    },
    ofClaim: (number) =>
      found<ClaimResult>("WHERE number_key = $1 AND kind = 'claim' ORDER BY place", [numberKey(number)]),
    byPayerNumber: async (number) =>
      (
        await found<ClaimResult>("WHERE payer_number = $1 AND kind = 'claim' ORDER BY place DESC LIMIT 1", [
          number,
        ])
      )[0],
    unmatched: (limit) =>
      found<UnmatchedResult>("WHERE kind = 'unmatched' ORDER BY place LIMIT $1", [limit ?? null]),
    all: () => found<Result>('ORDER BY place', []),
  };
}

function keysOf(result: Result): { readonly number: string | null; readonly payer: string | null } {
  if (result.kind === 'payment') return { number: null, payer: null };
  const payer = result.kind === 'claim' ? (result.payerControlNumber ?? null) : null;
  return { number: numberKey(result.number), payer };
}
