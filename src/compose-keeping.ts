/** Wires the commands that look after what is kept: replaying a case, backing the database up, restoring it. */
import { composeCoding, composeDatabase } from './compose.ts';
import { caseCodec, type Editions } from './flow/index.ts';
import { type Clock, invariant } from './kernel/index.ts';
import type { Config } from './ops/index.ts';
import { databaseCaseStore, restoreBackup, verifyAudit, writeBackup } from './store/index.ts';

/** Undefined where there is no database: the sandbox forgets its cases. */
export async function composeReplay(config: Config) {
  const database = await composeDatabase(config);
  if (!database) return undefined;
  const store = databaseCaseStore(database, caseCodec);
  return {
    /** By its id, or by the number of one of its claims. */
    find: async (name: string) => (await store.get(name)) ?? store.byClaimNumber(name),
    codingWith: async (editions: Editions) => {
      const { knowledge } = await composeCoding(config, editions);
      invariant(knowledge.editions, 'a coding knows its editions');
      return { knowledge, editions: knowledge.editions };
    },
    close: () => database.close(),
  };
}

export async function composeBackups(config: Config, clock: Clock) {
  const database = await composeDatabase(config);
  if (!database) return undefined;
  const store = databaseCaseStore(database, caseCodec);
  return {
    write: (path: string) => writeBackup(database, path, clock.now()),
    restore: (path: string) => restoreBackup(database, path),
    verify: () => store.verify(),
    verifyAudit: () => verifyAudit(database),
    close: () => database.close(),
  };
}
