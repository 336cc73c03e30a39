/** One process for an embedded database: two at once would ruin it. A file beside it names the process that has it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { ClaimwrightError } from '../../kernel/index.ts';

/** Answers what gives the folder back. Throws CW-8101 while another process, or another part of this one, has it. */
export function lockFolder(folder: string): () => void {
  const path = `${folder.replace(/\/+$/, '')}.lock`;
  const own = `${process.pid} ${startOf(process.pid) ?? ''}\n`;
  for (;;) {
    try {
      writeFileSync(path, own, { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    }
    takeAway(path, folder);
  }
}

/** A file that a process left behind when it was killed. Of two that find it, one moves it; the other looks again. */
function takeAway(path: string, folder: string): void {
  const text = textOf(path);
  if (text === undefined) return;
  const [pid = '', start = ''] = text.trim().split(' ');
  if (isAlive(Number(pid), start)) throw new ClaimwrightError('CW-8101', { folder, pid });
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  // Somebody else was faster: what was moved is theirs.
  if (textOf(aside) !== text) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function isAlive(pid: number, start: string): boolean {
  // Empty: it is being written at this moment.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (fault) {
    // It is there and another user's.
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // Its number may have been given to another program since.
  const now = startOf(pid);
  return start === '' || now === undefined || now === start;
}

/** When a process was started, in the kernel's ticks (proc(5), stat field 22); undefined where there is no such file. */
function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`);
  // The name in the second field may hold blanks and brackets.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
