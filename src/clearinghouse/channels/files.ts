/** The file system as the channels use it: what is written is on the disk when a call resolves, and names appear at once or not at all. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, link, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface FileEntry {
  readonly name: string;
  readonly size: number;
}

export interface Files {
  ensure(folder: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  read(path: string): Promise<Uint8Array>;
  stream(path: string): AsyncIterable<Uint8Array>;
  /** Plain files of a folder by name; neither links nor folders. */
  list(folder: string): Promise<readonly FileEntry[]>;
  /** Written under another name, synced and renamed: a reader sees all of it or nothing. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** As `write`, but never over a file that is there; false when one is. */
  create(path: string, bytes: Uint8Array): Promise<boolean>;
  move(from: string, to: string): Promise<void>;
}

export const diskFiles: Files = {
  ensure: async (folder) => void (await mkdir(folder, { recursive: true })),
  exists,
  read: (path) => readFile(path),
  stream: (path) => createReadStream(path) as AsyncIterable<Uint8Array>,
  list,
  write: async (path, bytes) => {
    const beside = besideOf(path);
    await writeSynced(beside, bytes);
    await rename(beside, path);
    await syncFolder(dirname(path));
  },
  create: async (path, bytes) => {
    const beside = besideOf(path);
    await writeSynced(beside, bytes);
    try {
      await link(beside, path);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw fault;
    } finally {
      await rm(beside, { force: true });
    }
    await syncFolder(dirname(path));
    return true;
  },
  move: async (from, to) => {
    await rename(from, to);
    await syncFolder(dirname(to));
    await syncFolder(dirname(from));
  },
};

/** In the same folder, so that a rename never crosses file systems; a name with a point before it is nobody's file yet. */
const besideOf = (path: string): string => join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

async function list(folder: string): Promise<readonly FileEntry[]> {
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return [];
    throw fault;
  });
  const entries: FileEntry[] = [];
  for (const name of names.sort()) {
    // A file may be gone by now: another process took it.
    const stat = await lstat(join(folder, name)).catch(() => undefined);
    if (stat?.isFile()) entries.push({ name, size: stat.size });
  }
  return entries;
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is only safe when its folder is synced, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
