/** The table of permissions: every route of the application has its row, and a path that is none gets nothing. */
import type { Express } from 'express';
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../../src/ehr/index.ts';
import { memoryFeedback, memoryOwnResources } from '../../../src/flow/index.ts';
import { PERMISSIONS, permissionOf } from '../../../src/http/auth/permissions.ts';
import { createApp } from '../../../src/http/index.ts';
import { lightDeps } from './support.ts';

interface Layer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly methods: Readonly<Record<string, boolean>>;
  };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): false | { readonly path: string };
}

const MOUNTS = ['/fhir', '/api', '/cds-services', '/fhir-notify', '/x'];

/** Where a layer is mounted: Express keeps no pattern, but tells what it took of a path. */
function mountOf(layer: Layer): string {
  const [taken] = MOUNTS.flatMap((m) => layer.match(`${m}/probe`) || []);
  if (!taken) throw new Error('a router is mounted where this test does not look');
  return taken.path;
}

/** METHOD path of every route; `_ALL` for those that answer any method. */
function routesOf(stack: readonly Layer[], prefix = ''): readonly (readonly [string, string])[] {
  return stack.flatMap((layer) => {
    const { route } = layer;
    if (!route) return layer.handle.stack ? routesOf(layer.handle.stack, prefix + mountOf(layer)) : [];
    const all = Object.keys(route.methods).map((m) => m.toUpperCase());
    // `app.all` lists every method there is.
    const methods = all.length > 5 ? ['_ALL'] : all;
    return [route.path].flat().flatMap((p) => methods.map((m) => [m, prefix + p] as const));
  });
}

const cds = {
  ehrs: { at: () => undefined, reader: () => fakeEhr([]) },
  feedback: memoryFeedback(),
  publicUrl: () => undefined,
};
const notify = new Map([
  ['ehr', { secrets: () => [], receive: async () => ({ kind: 'event', arrivals: 0 }) }],
]);
const own = { resources: memoryOwnResources(), publicUrl: () => undefined };
const app = createApp(lightDeps({ cds, notify, own }));
const routes = routesOf((app as Express & { router: { stack: readonly Layer[] } }).router.stack);
const specific = routes.filter(([m]) => m !== '_ALL');

describe('the table of permissions', () => {
  it('is about an application with routes', () => {
    expect(specific.length).toBeGreaterThan(15);
  });

  it.each(specific)('has a row for %s %s', (method, path) => {
    expect(permissionOf(method, path)).toBeDefined();
    // As a caller writes it: a value for each name.
    const called = path.replace(/:(\w+)/g, (_, name: string) => (name === 'type' ? 'Claim' : 'a1'));
    expect(permissionOf(method, called)).toEqual(permissionOf(method, path));
  });

  it('answers any method only beside a method of its own', () => {
    const paths = new Set(specific.map(([, p]) => p));
    expect(routes.filter(([m, p]) => m === '_ALL' && !paths.has(p))).toEqual([]);
  });

  it('lets nobody read or start anything about a patient without a scope', () => {
    const open = specific
      .filter(([m, p]) => permissionOf(m, p)?.kind === 'public')
      .map(([, p]) => p.replace(/\/$/, ''));
    expect([...new Set(open)].sort()).toEqual([
      ...['/.well-known/jwks.json', '/.well-known/smart-configuration', '/cds-services'],
      ...['/fhir/.well-known/smart-configuration', '/fhir/NamingSystem/:id'],
      ...['/fhir/OperationDefinition/:id', '/fhir/SearchParameter/:id'],
      ...['/fhir/StructureDefinition/:id', '/fhir/metadata', '/health'],
    ]);
  });

  it('names each route once', () => {
    const keys = PERMISSIONS.map((r) => `${r.method} ${r.path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ['DELETE', '/fhir/Claim/1'],
    ['POST', '/fhir/Claim'],
    ['PUT', '/api/cases/1'],
    ['GET', '/api/secrets'],
    ['GET', '/API/cases'],
    ['GET', '//api/cases'],
    ['GET', '/fhir/Claim/1/2/3/4'],
    ['POST', '/anything'],
    ['OPTIONS', '/api/cases'],
  ])('has nothing for %s %s', (method, path) => {
    expect(permissionOf(method, path)).toBeUndefined();
  });

  it('takes HEAD for GET, and asks for the type of the path', () => {
    expect(permissionOf('HEAD', '/api/cases')).toEqual({ kind: 'scope', type: 'Claim', letter: 's' });
    expect(permissionOf('GET', '/fhir/Task/1')).toEqual({ kind: 'scope', type: 'Task', letter: 'r' });
    expect(permissionOf('GET', '/fhir/Task')).toEqual({ kind: 'scope', type: 'Task', letter: 's' });
    expect(permissionOf('GET', '/fhir/*')).toEqual({ kind: 'scope', type: '*', letter: 's' });
  });
});
