/** Control numbers in the database: one statement gives the next, so that two processes never get the same. */
import { type ControlNumbers, HIGHEST_CONTROL_NUMBER } from '../../clearinghouse/index.ts';
import { invariant } from '../../kernel/index.ts';
import type { Queries } from '../db/database.ts';

/** Given outside any transaction of the caller: a number that was rolled back would be given again. */
export const databaseControlNumbers = (database: Queries): ControlNumbers => ({
  next: async (sequence) => {
    const [row] = await database.query<{ last: number }>(
      `INSERT INTO control_number (sequence, last) VALUES ($1, 1)
       ON CONFLICT (sequence) DO UPDATE SET last = control_number.last % $2::integer + 1 RETURNING last`,
      [sequence, HIGHEST_CONTROL_NUMBER],
    );
    invariant(row, 'a control number was not given');
    return row.last;
  },
});
