/** The FHIR endpoint: metadata, $suggest-codes on an encounter or an inline Bundle, Claim/$validate. */
import { Router } from 'express';
import type { Bundle, Claim, OperationOutcome, Parameters, Resource } from '../fhir/index.ts';
import {
  bundledResources,
  chartFromBundle,
  checkClaim,
  checkStructure,
  checkX12,
  codeChart,
  editOutcome,
  suggestParameters,
} from '../flow/index.ts';
import { ClaimwrightError, type ServiceDate, serviceDate } from '../kernel/index.ts';
import { recordAccess, suggested, validated } from './audit.ts';
import { ediBody, fhirBody, resourceBody } from './body.ts';
import { connectionOf } from './connection.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed, sendFhir } from './errors.ts';
import { jsonAsked } from './format.ts';

const ID = /^[A-Za-z0-9\-.]{1,64}$/;

export function fhirRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.use(jsonAsked);
  router.get('/metadata', (_request, response) => sendFhir(response, deps.conformance.capability));
  router.get('/OperationDefinition/:id', (request, response) => {
    sendFhir(response, definition(deps, 'OperationDefinition', request.params.id));
  });
  router.get('/StructureDefinition/:id', (request, response) => {
    sendFhir(response, definition(deps, 'StructureDefinition', request.params.id));
  });

  router.post('/Encounter/:id/$suggest-codes', ...fhirBody, async (request, response) => {
    const { id } = request.params as { id: string };
    if (!ID.test(id)) throw new ClaimwrightError('CW-1007', { what: 'such Encounter' });
    const chart = await connectionOf(request, deps).readChart(id);
    await recordAccess(deps, request, response, suggested(chart, 'read'));
    sendFhir(response, suggestParameters(codeChart(chart, deps.knowledge)));
  });
  router.post('/$suggest-codes', ...fhirBody, async (request, response) => {
    const { bundle, encounter } = inlineChart(
      resourceBody<Bundle | Parameters>(request, 'Bundle', 'Parameters'),
    );
    checkStructure(bundle, deps.validator);
    const chart = chartFromBundle(bundle, 'inline', encounter);
    await recordAccess(deps, request, response, suggested(chart, 'operation'));
    sendFhir(response, suggestParameters(codeChart(chart, deps.knowledge)));
  });
  router.post('/Claim/$validate', ediBody, async (request, response, next) => {
    const body: unknown = request.body;
    if (typeof body !== 'string') return next();
    await recordAccess(deps, request, response, validated());
    sendFhir(response, x12Outcome(body, deps));
  });
  router.post('/Claim/$validate', ...fhirBody, async (request, response) => {
    const body = resourceBody<Claim | Bundle | Parameters>(request, 'Claim', 'Bundle', 'Parameters');
    const beside = body.resourceType === 'Bundle' ? body : undefined;
    const claim = claimOf(body);
    const run = checkClaim(claim, deps.validator, deps.knowledge, beside, today(deps));
    await recordAccess(deps, request, response, validated(claim));
    sendFhir(response, editOutcome(run, claim));
  });

  router.all(
    ['/metadata', '/OperationDefinition/:id', '/StructureDefinition/:id'],
    methodNotAllowed('GET', 'HEAD'),
  );
  router.all(
    ['/Encounter/:id/$suggest-codes', '/$suggest-codes', '/Claim/$validate'],
    methodNotAllowed('POST'),
  );
  return router;
}

const today = ({ clock }: HttpDeps): ServiceDate | undefined => serviceDate(clock.now());

/** The outcome of each claim of an 837; a collection of them where there are several. */
function x12Outcome(text: string, { validator, knowledge, clock }: HttpDeps): OperationOutcome | Bundle {
  const checked = checkX12(text.trimStart(), { validator, knowledge, today: serviceDate(clock.now()) });
  const outcomes = checked.map(({ run, claim }) => editOutcome(run, claim));
  const [first] = outcomes;
  if (first && outcomes.length === 1) return first;
  return { resourceType: 'Bundle', type: 'collection', entry: outcomes.map((resource) => ({ resource })) };
}

function definition(deps: HttpDeps, type: string, id: string): Resource {
  const found = deps.conformance.definitions.find((d) => d.resourceType === type && d.id === id);
  if (!found) throw new ClaimwrightError('CW-1007', { what: `such ${type}` });
  return found;
}

/** The Bundle itself, or Parameters with `chart` (a Bundle) and, where it holds several, `encounter` (a reference). */
function inlineChart(body: Bundle | Parameters): { bundle: Bundle; encounter: string | undefined } {
  if (body.resourceType === 'Bundle') return { bundle: body, encounter: undefined };
  const chart = named(body, 'chart')?.resource;
  if (chart?.resourceType !== 'Bundle') {
    const expression = "Parameters.parameter.where(name='chart').resource";
    throw new ClaimwrightError(
      'CW-1003',
      { where: expression, detail: 'send the chart as a Bundle' },
      { expression },
    );
  }
  return { bundle: chart, encounter: encounterNamed(body) };
}

/** Naming the encounter in a way that cannot be read must not code another one. */
function encounterNamed(body: Parameters): string | undefined {
  const parameter = named(body, 'encounter');
  if (!parameter) return undefined;
  const reference: unknown = parameter.valueReference?.reference;
  if (typeof reference === 'string' && reference !== '') return reference;
  const expression = "Parameters.parameter.where(name='encounter').value";
  throw new ClaimwrightError(
    'CW-1004',
    { where: expression, detail: 'send a Reference such as Encounter/1' },
    { expression },
  );
}

/** A Claim, a Bundle that holds exactly one, or Parameters with it as `resource` (R4 resource-operation-validate). */
function claimOf(body: Claim | Bundle | Parameters): Claim {
  if (body.resourceType === 'Claim') return body;
  const held = body.resourceType === 'Bundle' ? bundledResources(body) : [named(body, 'resource')?.resource];
  const claims = held.flatMap((r) => (r?.resourceType === 'Claim' ? [r as Claim] : []));
  const [claim] = claims;
  if (claim && claims.length === 1) return claim;
  const expression =
    body.resourceType === 'Bundle' ? 'Bundle.entry' : "Parameters.parameter.where(name='resource')";
  throw new ClaimwrightError(
    'CW-1003',
    { where: expression, detail: `send one Claim, not ${claims.length}` },
    { expression },
  );
}

function named(body: Parameters, name: string) {
  const all: unknown = body.parameter;
  return Array.isArray(all)
    ? (all as NonNullable<Parameters['parameter']>).find((p) => p?.name === name)
    : undefined;
}
