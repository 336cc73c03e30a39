/** Who may call what: one row for each route. The first row that fits decides; what no row names is refused. */

export type ScopeLetter = 'c' | 'r' | 'u' | 'd' | 's';

export type Permission =
  /** Holds nothing about anybody. */
  | { readonly kind: 'public' }
  /** Checked by CDS Hooks' own token (cds/authenticate.ts). */
  | { readonly kind: 'cds' }
  /** Checked by the secret of the connection that notifies (notify/secret.ts). */
  | { readonly kind: 'secret' }
  /** A SMART scope; `:type` is the resource type of the path. */
  | { readonly kind: 'scope'; readonly type: string; readonly letter: ScopeLetter };

export interface PermissionRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in Express; `:name` is one segment. */
  readonly path: string;
  readonly needs: Permission;
}

const PUBLIC: Permission = { kind: 'public' };
const scope = (type: string, letter: ScopeLetter): Permission => ({
  kind: 'scope',
  type,
  letter,
});
const row = (method: PermissionRow['method'], path: string, needs: Permission): PermissionRow => ({
  method,
  path,
  needs,
});
/** GET with a query or POST with a body, to the same end. */
const both = (path: string, needs: Permission): readonly PermissionRow[] => [
  row('GET', path, needs),
  row('POST', path, needs),
];

export const PERMISSIONS: readonly PermissionRow[] = [
  row('GET', '/health', PUBLIC),
  row('GET', '/.well-known/jwks.json', PUBLIC),
  row('GET', '/.well-known/smart-configuration', PUBLIC),
  row('GET', '/fhir/.well-known/smart-configuration', PUBLIC),
  row('GET', '/fhir/metadata', PUBLIC),
  row('GET', '/fhir/OperationDefinition/:id', PUBLIC),
  row('GET', '/fhir/StructureDefinition/:id', PUBLIC),
  row('GET', '/fhir/SearchParameter/:id', PUBLIC),
  row('GET', '/fhir/NamingSystem/:id', PUBLIC),
  row('GET', '/cds-services', PUBLIC),
  row('POST', '/cds-services/:id', { kind: 'cds' }),
  row('POST', '/cds-services/:id/feedback', { kind: 'cds' }),
  row('POST', '/fhir-notify/:connection', { kind: 'secret' }),
  row('PUT', '/fhir-notify/:connection/:type/:id', { kind: 'secret' }),
  row('DELETE', '/fhir-notify/:connection/:type/:id', { kind: 'secret' }),
  row('POST', '/fhir/Encounter/:id/$suggest-codes', scope('Encounter', 'r')),
  row('POST', '/fhir/$suggest-codes', scope('Encounter', 'r')),
  row('POST', '/fhir/Claim/$validate', scope('Claim', 'r')),
  row('POST', '/fhir/Claim/$submit', scope('Claim', 'c')),
  ...both('/fhir/CodeSystem/:operation', scope('CodeSystem', 'r')),
  ...both('/fhir/ValueSet/:operation', scope('ValueSet', 'r')),
  ...both('/fhir/ConceptMap/:operation', scope('ConceptMap', 'r')),
  // The REST interactions, whichever are served.
  row('POST', '/fhir/:type/_search', scope(':type', 's')),
  row('GET', '/fhir/:type/:id/_history/:version', scope(':type', 'r')),
  row('GET', '/fhir/:type/:id/_history', scope(':type', 'r')),
  row('GET', '/fhir/:type/_history', scope(':type', 's')),
  row('GET', '/fhir/:type/:id', scope(':type', 'r')),
  row('GET', '/fhir/:type', scope(':type', 's')),
  // The workbench: its pages hold nothing, its API is the cases.
  row('GET', '/api/status', scope('Claim', 's')),
  row('GET', '/api/cases', scope('Claim', 's')),
  row('GET', '/api/cases/:id', scope('Claim', 'r')),
  row('GET', '/api/cases/:id/responses', scope('Claim', 'r')),
  row('POST', '/api/cases/:id/fixes/:edit', scope('Claim', 'c')),
  row('POST', '/api/cases/:id/decision', scope('Claim', 'c')),
  row('GET', '/api/claims/:number', scope('Claim', 'r')),
  row('GET', '/api/unmatched', scope('ClaimResponse', 's')),
  row('POST', '/api/responses', scope('ClaimResponse', 'c')),
  row('POST', '/api/process', scope('Claim', 'c')),
  row('GET', '/api/dead-letters', scope('Claim', 's')),
  row('POST', '/api/dead-letters', scope('Claim', 'u')),
];

/** Whatever lies outside the interfaces is a file of the workbench. */
const INTERFACES = /^\/+(?:fhir|fhir-notify|api|cds-services|\.well-known)(?:\/|$)/i;

/** What a request needs; undefined when no row names it. HEAD is what GET is, and OPTIONS tells nothing. */
export function permissionOf(method: string, path: string): Permission | undefined {
  const asked = method === 'HEAD' ? 'GET' : method;
  if (!INTERFACES.test(path)) {
    const listed = PERMISSIONS.find((r) => r.method === asked && r.path === path);
    return listed?.needs ?? (asked === 'GET' ? PUBLIC : undefined);
  }
  const segments = path.replace(/\/$/, '').split('/');
  for (const r of PERMISSIONS) {
    const named = r.method === asked ? matched(r.path.split('/'), segments) : undefined;
    if (named) return resolved(r.needs, named);
  }
  return undefined;
}

function matched(
  pattern: readonly string[],
  segments: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const named = new Map<string, string>();
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i] ?? '';
    if (part.startsWith(':')) named.set(part, segment);
    else if (part !== segment) return undefined;
  }
  return named;
}

const resolved = (needs: Permission, named: ReadonlyMap<string, string>): Permission =>
  needs.kind === 'scope' && needs.type.startsWith(':')
    ? { ...needs, type: named.get(needs.type) ?? '' }
    : needs;
