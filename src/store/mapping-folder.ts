/** Reads mapping modules from a folder: one folder each, module.json, tables, an optional index.ts, cases. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ClaimwrightError, sha256 } from '../kernel/index.ts';
import {
  type MappingCase,
  type MappingModule,
  makeModule,
  manifestOf,
  type PrepareFunction,
} from '../suggest/index.ts';

/** A module with the cases that stand beside it. */
export interface LoadedModule {
  readonly module: MappingModule;
  readonly cases: readonly { readonly file: string; readonly case: MappingCase }[];
}

export interface HashedModule extends LoadedModule {
  /** Over everything it codes by: its manifest, tables and logic, and neither its cases nor its words. */
  readonly hash: string;
}

/**
 * All modules of a folder, by id. `trustCode: false` (a site's own folder) loads data-only modules and refuses one
 * that brings an index.ts, so that adding a table never means running somebody's code.
 */
export async function loadModules(
  folder: string,
  options: { trustCode: boolean },
): Promise<readonly HashedModule[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .sort();
  return Promise.all(names.map((name) => loadModule(join(folder, name), name, options)));
}

async function loadModule(
  path: string,
  name: string,
  options: { trustCode: boolean },
): Promise<HashedModule> {
  const manifest = manifestOf(await json(join(path, 'module.json'), name), name);
  const files = (manifest.tables ?? []).map((t) => t.file);
  const tables = Object.fromEntries(
    await Promise.all(files.map(async (f) => [f, await json(join(path, f), name)])),
  );
  const prepare = await logicOf(path, name, options.trustCode);
  const module = makeModule(manifest, tables, prepare);
  return { module, cases: await casesOf(path, name), hash: await contentHash(path) };
}

/** By name and content, so that the order of the disk and the time of a copy make no difference. */
async function contentHash(path: string): Promise<string> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((e) => e.isFile() && /\.(?:json|ts)$/.test(e.name))
    .map((e) => relative(path, join(e.parentPath, e.name)).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('cases/'))
    .sort();
  const hashed = files.map(async (name) => [name, sha256(await readFile(join(path, name)))]);
  return sha256(JSON.stringify(await Promise.all(hashed)));
}

async function logicOf(path: string, module: string, trusted: boolean): Promise<PrepareFunction | undefined> {
  const index = join(path, 'index.ts');
  if (!existsSync(index)) return undefined;
  if (!trusted)
    throw new ClaimwrightError('CW-3001', { module, detail: 'it brings code, and its folder is data only' });
  const loaded: { prepare?: unknown } = await import(pathToFileURL(resolve(index)).href);
  if (typeof loaded.prepare !== 'function') {
    throw new ClaimwrightError('CW-3001', { module, detail: 'index.ts does not export prepare(tables)' });
  }
  return loaded.prepare as PrepareFunction;
}

async function casesOf(path: string, module: string): Promise<LoadedModule['cases']> {
  const folder = join(path, 'cases');
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((f) => f.endsWith('.json')).sort();
  // A file holds one case, or the list of the cases of one rule.
  const read = files.map(async (file) =>
    [await json(join(folder, file), module)].flat().map((c) => ({ file, case: c as MappingCase })),
  );
  return (await Promise.all(read)).flat();
}

async function json(file: string, module: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const detail = `${file.split('/').slice(-2).join('/')} cannot be read as JSON`;
    throw new ClaimwrightError('CW-3001', { module, detail }, { cause });
  }
}
