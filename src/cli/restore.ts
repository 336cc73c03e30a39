/** `claimwright restore FILE`: a backup into an empty database, all of it or nothing; then every chain of events is verified. */
import { verifyChains } from './audit-verify.ts';
import { countsOf } from './backup.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';

/** 0 when all of it is there and every chain holds; 1 when what was backed up had been tampered with before. */
export const restoreCommand = (path: string, deps: Pick<CliDeps, 'io' | 'backups'>): Promise<number> =>
  withKept(deps.backups, async (kept) => {
    const { out } = deps.io;
    out.write(`restored ${countsOf(await kept.restore(path))}\n`);
    const { cases, trail } = await verifyChains(kept, out);
    out.write(cases > 0 || trail ? 'The chains of events are broken.\n' : 'Every chain of events holds.\n');
    return cases > 0 || trail ? 1 : 0;
  });
