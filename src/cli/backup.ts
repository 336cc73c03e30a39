/** `claimwright backup FILE`: one snapshot of the database, of either engine, in a file that either can be restored from. */
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';

export const backupCommand = (path: string, deps: Pick<CliDeps, 'io' | 'backups'>): Promise<number> =>
  withKept(deps.backups, async (kept) => {
    deps.io.out.write(`${path}: ${countsOf(await kept.write(path))}\n${WAITING}\n`);
    return 0;
  });

const WAITING =
  'What waits in the queue is not in it: `serve` lists the finished encounters again when it starts.';

/** Only what there is any of. */
export function countsOf(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).filter(([, n]) => n > 0);
  if (words.length === 0) return 'nothing';
  return words.map(([name, n]) => `${n} ${name}`).join(', ');
}
