/** A server that behaves as a vendor's documentation says: what it refuses, how it pages, what it puts beside its answers, what it takes. */
import { memorySource } from '../../../src/ehr/fake.ts';
import type { Bundle, CapabilityStatement, Resource } from '../../../src/fhir/index.ts';
import { bundle, issue, json, type Reply, type Seen, type Stub, startStub } from '../stub.ts';

export interface VendorShape {
  readonly name: string;
  /** The encounter that is coded. */
  readonly encounter: string;
  readonly resources: readonly Resource[];
  /** Searches it lists, by type; `*` for all of them. */
  readonly searches: Readonly<Record<string, readonly string[]>>;
  /** Types of which it takes a create. */
  readonly creates?: readonly string[];
  readonly conditionalCreate?: boolean;
  readonly transactions?: boolean;
  /** A refusal of a search; undefined lets it be answered. */
  readonly refuse?: (type: string, params: URLSearchParams) => Reply | undefined;
  /** What stands among the matches of each page. */
  readonly beside?: (found: number) => readonly Resource[];
  readonly pageSize: number;
  /** The query of the address of the next page. */
  readonly next: (token: string, params: URLSearchParams) => string;
}

export interface VendorServer {
  readonly stub: Stub;
  readonly written: readonly Resource[];
}

export async function startVendor(shape: VendorShape): Promise<VendorServer> {
  const written: Resource[] = [];
  const pages = new Map<string, readonly Resource[]>();
  const stub = await startStub((seen, base) => {
    if (seen.path === 'metadata') return json(capability(shape));
    if (seen.method === 'POST') return take(shape, seen, base, written);
    const url = new URL(`${base}/${seen.path}`);
    const [type = '', id] = url.pathname.replace('/fhir/', '').split('/');
    if (id) return one([...shape.resources, ...written], type, decodeURIComponent(id));
    return search(shape, { type, params: url.searchParams, base, pages, written });
  });
  return { stub, written };
}

function one(resources: readonly Resource[], type: string, id: string): Reply {
  const found = resources.find((r) => r.resourceType === type && r.id === id);
  return found ? json(found) : issue(404, 'not-found');
}

interface Search {
  readonly type: string;
  readonly params: URLSearchParams;
  readonly base: string;
  readonly pages: Map<string, readonly Resource[]>;
  readonly written: readonly Resource[];
}

/** Tokens that R4 has as links: whatever is in them is the vendor's own matter. */
const TOKENS = ['sessionID', '-pageContext', 'cursor', '_offset'];

function search(shape: VendorShape, asked: Search): Reply {
  const { type, params, base, pages, written } = asked;
  const token = TOKENS.map((name) => params.get(name)).find((t) => t !== null);
  if (token) return page(shape, asked, pages.get(token) ?? []);
  const refused = shape.refuse?.(type, params);
  if (refused) return refused;
  return async (res, seen) => {
    const wanted = Object.fromEntries([...new Set(params.keys())].map((k) => [k, params.getAll(k)]));
    const all = [...shape.resources, ...written];
    const { resources } = await memorySource(all, base).search(type, wanted);
    page(shape, asked, resources)(res, seen);
  };
}

function page(shape: VendorShape, { type, params, base, pages }: Search, found: readonly Resource[]): Reply {
  const token = `opaque-${pages.size + 1}~${type}`;
  const rest = found.slice(shape.pageSize);
  if (rest.length > 0) pages.set(token, rest);
  const next =
    rest.length > 0 ? `${base}/${type}?${shape.next(encodeURIComponent(token), params)}` : undefined;
  return json(bundle([...found.slice(0, shape.pageSize), ...(shape.beside?.(found.length) ?? [])], next));
}

function take(shape: VendorShape, seen: Seen, base: string, written: Resource[]): Reply {
  const body = JSON.parse(seen.body) as Resource;
  if (body.resourceType === 'Bundle') return transaction(shape, body as unknown as Bundle, written);
  if (!shape.creates?.includes(body.resourceType)) return issue(405, 'not-supported');
  const id = `w${written.push({ ...body, id: `w${written.length + 1}` })}`;
  return json({}, 201, { location: `${base}/${body.resourceType}/${id}/_history/1` });
}

function transaction(shape: VendorShape, body: Bundle, written: Resource[]): Reply {
  if (!shape.transactions) return issue(404, 'not-supported');
  const entry = (body.entry ?? []).flatMap(({ resource }) => {
    if (!resource) return [];
    const id = `w${written.push({ ...resource, id: `w${written.length + 1}` })}`;
    return [{ response: { status: '201 Created', location: `${resource.resourceType}/${id}/_history/1` } }];
  });
  return json({ resourceType: 'Bundle', type: 'transaction-response', entry });
}

function capability(shape: VendorShape): CapabilityStatement {
  const types = [...new Set([...Object.keys(shape.searches), ...(shape.creates ?? [])])];
  const resource = types.map((type) => ({
    type,
    interaction: [
      { code: 'read' },
      ...(shape.searches[type] ? [{ code: 'search-type' }] : []),
      ...(shape.creates?.includes(type) ? [{ code: 'create' }] : []),
    ],
    ...(shape.conditionalCreate ? { conditionalCreate: true } : {}),
    searchParam: (shape.searches[type] ?? []).map((name) => ({ name, type: 'token' })),
  }));
  const interaction = shape.transactions ? [{ code: 'transaction' }] : [{ code: 'search-system' }];
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    software: { name: `${shape.name}-shaped` },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [{ mode: 'server', resource, interaction }],
  } as unknown as CapabilityStatement;
}
