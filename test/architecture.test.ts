/** Holds DESIGN's table of rooms: who may import whom, through which door, and which walls stand. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const CORE = [
  'kernel',
  'fhir',
  'terminology',
  'chart',
  'suggest',
  'edits',
  'review',
  'claim',
  'x12',
] as const;

/** Room → rooms it may import. The order is the journey of one encounter. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  fhir: ['kernel'],
  terminology: CORE.slice(0, 2),
  chart: CORE.slice(0, 3),
  suggest: CORE.slice(0, 4),
  edits: CORE.slice(0, 5),
  review: CORE.slice(0, 6),
  claim: CORE.slice(0, 7),
  x12: CORE.slice(0, 8),
  ehr: ['kernel', 'fhir', 'chart'],
  reader: ['kernel', 'fhir', 'terminology', 'chart'],
  clearinghouse: CORE,
  fetch: ['kernel'],
  analytics: CORE,
  store: [...CORE, 'ehr', 'clearinghouse', 'analytics'],
  flow: [...CORE, 'ehr', 'clearinghouse', 'fetch', 'analytics', 'store'],
  http: ['kernel', 'fhir', 'flow'],
  workbench: [],
  cli: ['kernel', 'fhir', 'flow'],
  sandbox: ['kernel', 'fhir'],
  ops: ['kernel'],
};

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'public' ? [] : filesBelow(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

interface Import {
  readonly file: string;
  readonly target: string;
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

function importsOf(path: string): readonly Import[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(IMPORT)].map((m) => ({ file: relative(ROOT, path), target: m[1] ?? '' }));
}

const sources = filesBelow(join(ROOT, 'src'));
const imports = sources.flatMap(importsOf);
const roomOf = (file: string): string | undefined => /^src\/([^/]+)\//.exec(file)?.[1];

function targetRoom({ file, target }: Import): { room: string; path: string } | undefined {
  if (!target.startsWith('.')) return undefined;
  const path = relative(ROOT, resolve(ROOT, dirname(file), target));
  const room = roomOf(path);
  return room ? { room, path } : undefined;
}

const say = (i: Import): string => `${i.file} imports ${i.target}`;

describe('the house', () => {
  it('has only the rooms of the table', () => {
    const rooms = readdirSync(join(ROOT, 'src')).filter((n) => statSync(join(ROOT, 'src', n)).isDirectory());
    expect(rooms.filter((r) => !(r in MAY))).toEqual([]);
  });

  it('imports only as the table says', () => {
    const wrong = imports.filter((i) => {
      const from = roomOf(i.file);
      const to = targetRoom(i);
      return from && to && to.room !== from && !(MAY[from] ?? []).includes(to.room);
    });
    expect(wrong.map(say)).toEqual([]);
  });

  it('enters a room through its index.ts', () => {
    const wrong = imports.filter((i) => {
      const to = targetRoom(i);
      return (
        to && to.room !== roomOf(i.file) && roomOf(i.file) !== undefined && !to.path.endsWith('/index.ts')
      );
    });
    expect(wrong.map(say)).toEqual([]);
  });

  it('wires only in compose.ts and main.ts', () => {
    const wrong = imports.filter(
      (i) => /(?:compose|main)\.ts$/.test(i.target) && roomOf(i.file) !== undefined,
    );
    expect(wrong.map(say)).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(circles()).toEqual([]);
  });
});

/** Circles among files, types included: a type circle is a circle for the reader, too. */
function circles(): readonly string[] {
  const edges = new Map<string, string[]>();
  for (const i of imports) {
    if (!i.target.startsWith('.')) continue;
    const to = relative(ROOT, resolve(ROOT, dirname(i.file), i.target));
    edges.set(i.file, [...(edges.get(i.file) ?? []), to]);
  }
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const to of edges.get(file) ?? []) visit(to, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

describe('the walls', () => {
  const holders = (pattern: RegExp): readonly string[] =>
    sources
      .filter((f) => pattern.test(readFileSync(f, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
      .map((f) => relative(ROOT, f));
  const outside = (pattern: RegExp, ...rooms: readonly string[]): readonly string[] =>
    holders(pattern).filter((f) => !rooms.some((r) => f.startsWith(`src/${r}`)));

  it('only http sees Express (and the sandbox, which is another server)', () => {
    expect(outside(/from 'express'/, 'http/', 'sandbox/')).toEqual([]);
  });

  it('only ehr, clearinghouse and fetch (official code-set files) open sockets outward', () => {
    expect(
      outside(
        /from '(?:fhir-kit-client|undici)'|\bfetch\(|https?\.(?:request|get)\(/,
        'ehr/',
        'clearinghouse/',
        'reader/',
        'fetch/',
      ),
    ).toEqual([]);
  });

  it('only ops/config reads the environment', () => {
    expect(outside(/process\.env/, 'ops/config.ts')).toEqual([]);
  });

  it('only kernel/time reads the clock', () => {
    expect(
      outside(
        /\bDate\.now\(|\bnew Date\(\)|\bset(?:Timeout|Interval)\(|performance\.now/,
        'kernel/time.ts',
        'sandbox/',
      ),
    ).toEqual([]);
  });

  it('only store sees SQL', () => {
    expect(outside(/\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\s+[a-z_"]+/, 'store/')).toEqual([]);
  });

  it('keeps the core pure: no file system, network or child process from kernel to x12', () => {
    const io = /from 'node:(?:fs|http|https|net|tls|dns|child_process|worker_threads|os|fs\/promises)'/;
    expect(holders(io).filter((f) => CORE.some((room) => f.startsWith(`src/${room}/`)))).toEqual([]);
  });

  it('names no mapping module in src', () => {
    const modules = readdirSync(join(ROOT, 'mappings')).filter((n) =>
      statSync(join(ROOT, 'mappings', n)).isDirectory(),
    );
    expect(modules.length).toBeGreaterThan(0);
    const named = modules.flatMap((m) =>
      holders(
        new RegExp(`mappings/${m}\\b|module(?:\\.manifest)?(?:\\.id)?\\s*[=!:]==?\\s*'${m}'|\\b${m}@`),
      ).map((f) => `${f} names ${m}`),
    );
    expect(named).toEqual([]);
  });

  it('lets mapping modules import only the contract and their own files', () => {
    const wrong = filesBelow(join(ROOT, 'mappings'))
      .flatMap(importsOf)
      .filter((i) => i.target !== '../../src/suggest/module.ts' && !/^\.\/[^/]+$/.test(i.target));
    expect(wrong.map(say)).toEqual([]);
  });
});
