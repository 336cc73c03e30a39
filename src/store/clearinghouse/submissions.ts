/** Submitted claims in the database: one for each Claim.identifier, once and for good. */
import type { Submission, Submissions } from '../../clearinghouse/index.ts';
import type { Queries, Row } from '../db/database.ts';
import { damaged } from './damaged.ts';

export function databaseSubmissions(database: Queries): Submissions {
  const find = async (key: string): Promise<Submission | undefined> => {
    const sql = 'SELECT key, sha256, at, body, response FROM submission WHERE key = $1';
    return (await database.query<Submission & Row>(sql, [key]))[0];
  };
  return {
    find,
    accept: async (submission) => {
      const { key, sha256, at, body, response } = submission;
      const [made] = await database.query(
        `INSERT INTO submission (key, sha256, at, body, response) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (key) DO NOTHING RETURNING key`,
        [key, sha256, at, JSON.stringify(body), JSON.stringify(response)],
      );
      if (made) return submission;
      const known = await find(key);
      if (!known) throw damaged('a submission is there and is not');
      return known;
    },
  };
}
