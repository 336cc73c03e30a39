/** Our own resources over REST (R4 http.html): read, vread, history and search, one set of routes for each served type. */
import { type Request, type Response, Router } from 'express';
import type { Bundle, KeptResource, Resource } from '../../fhir/index.ts';
import { historyOwn, SERVED_TYPES, type ServedType, searchOwn, unknownParameter } from '../../flow/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { type Access, recordAccess } from '../audit.ts';
import type { HttpDeps } from '../deps.ts';
import { methodNotAllowed, sendFhir } from '../errors.ts';
import { jsonAsked } from '../format.ts';
import { askedOf, isStrict, pairsOf, searchForm } from './asked.ts';
import type { OwnHttpDeps } from './model.ts';

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const VERSION = /^[1-9]\d{0,9}$/;

export function ownRoutes(deps: HttpDeps, own: OwnHttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.use(jsonAsked);
  for (const served of SERVED_TYPES) typeRoutes(router, served, deps, own);
  return router;
}

function typeRoutes(router: Router, served: ServedType, deps: HttpDeps, own: OwnHttpDeps): void {
  const { type } = served;
  const { resources } = own;
  const bundle =
    (make: (request: Request, response: Response) => Promise<Bundle>) =>
    async (request: Request, response: Response): Promise<void> => {
      const made = await make(request, response);
      await recordAccess(deps, request, response, accessOf('search', heldIn(made)));
      sendFhir(response, made);
    };
  const one = async (request: Request, response: Response, kept: KeptResource | undefined): Promise<void> => {
    if (!kept) throw new ClaimwrightError('CW-1007', { what: `such ${type}` });
    for (const [name] of pairsOf(request))
      if (name !== '_format' && name !== '_pretty') unknownParameter(name, { strict: isStrict(request) });
    const data = [{ reference: `${type}/${kept.id}` }];
    await recordAccess(deps, request, response, { ...accessOf('read', [kept.resource]), data });
    sendKept(response, kept);
  };
  const search = bundle((request, response) =>
    searchOwn(askedOf(request, response, served, deps, own), resources),
  );
  const history = bundle((request, response) => {
    const { id } = request.params as { readonly id?: string };
    return historyOwn(
      id === undefined ? undefined : known(id),
      askedOf(request, response, served, deps, own),
      resources,
    );
  });
  router.get(`/${type}`, search);
  router.post(`/${type}/_search`, ...searchForm, search);
  router.all(`/${type}/_search`, methodNotAllowed('POST'));
  router.get(`/${type}/_history`, history);
  router.get(`/${type}/:id`, async (request, response) => {
    await one(request, response, await resources.read(type, known(request.params.id)));
  });
  router.get(`/${type}/:id/_history`, history);
  router.get(`/${type}/:id/_history/:version`, async (request, response) => {
    const { id, version } = request.params;
    const number = VERSION.test(version) ? Number(version) : 0;
    await one(request, response, await resources.version(type, known(id), number));
  });
  router.all(
    [
      `/${type}`,
      `/${type}/_history`,
      `/${type}/:id`,
      `/${type}/:id/_history`,
      `/${type}/:id/_history/:version`,
    ],
    methodNotAllowed('GET', 'HEAD'),
  );
}

/** What is no id is no resource: it never reaches a store. */
const known = (id: string): string => (ID.test(id) ? id : '');

/** R4 http.html#versioning. Express answers 304 where the caller has this version already. */
function sendKept(response: Response, { version, at, resource }: KeptResource): void {
  response.setHeader('ETag', `W/"${version}"`);
  response.setHeader('Last-Modified', new Date(at).toUTCString());
  sendFhir(response, resource);
}

const heldIn = ({ entry = [] }: Bundle): readonly Resource[] => entry.flatMap((e) => e.resource ?? []);

/** Of whom something was shown. */
const accessOf = (interaction: 'read' | 'search', shown: readonly Resource[]): Access => ({
  interaction,
  patients: shown.map(patientOf),
});

function patientOf(resource: Resource): string | undefined {
  switch (resource.resourceType) {
    case 'Claim':
    case 'ClaimResponse':
      return resource.patient?.reference;
    case 'Task':
      return resource.for?.reference;
    default:
      return undefined;
  }
}
