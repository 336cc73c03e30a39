/** A CDS Hooks request as it may be (CDS Hooks 2.0, Calling a CDS Service, and each hook's context); all else is told where it is wrong. */
import { literalOf, type Resource } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { CdsContext, CdsRequest, HookName } from './model.ts';

type Loose = Readonly<Record<string, unknown>>;

/** FHIR's id, which a context holds bare: `Patient/1` is a reference and no id. */
const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const REFERENCE = /^[A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** RFC 6750: what may stand in a header. */
const TOKEN = /^[A-Za-z0-9\-._~+/]{1,16384}=*$/;
/** A prefetch of one encounter is far below; what is above is no request but a load. */
const MOST_RESOURCES = 2000;

/** Whether a hook names an encounter always, and where its resources are. */
const HOOKS: Readonly<Record<HookName, { readonly encounter: boolean; readonly bundle?: string }>> = {
  'encounter-discharge': { encounter: true },
  'order-sign': { encounter: false, bundle: 'draftOrders' },
  'appointment-book': { encounter: false, bundle: 'appointments' },
  'patient-view': { encounter: false },
  'order-select': { encounter: false, bundle: 'draftOrders' },
};

/** Throws CW-1003 or CW-1004 with the place, CW-1005 for too much. `hook`: the one the service is for. */
export function readCdsRequest(body: unknown, hook?: HookName): CdsRequest {
  const b = object(body, 'the body');
  const name = b.hook;
  const known = typeof name === 'string' && Object.hasOwn(HOOKS, name) ? (name as HookName) : undefined;
  if (!known || (hook && known !== hook)) throw wrong('hook', `this service is for ${hook ?? 'other hooks'}`);
  if (typeof b.hookInstance !== 'string' || !UUID.test(b.hookInstance))
    throw wrong('hookInstance', 'send a UUID');
  if (b.extension !== undefined) object(b.extension, 'extension');
  const context = contextOf(b.context, known);
  const request = {
    hook: known,
    hookInstance: b.hookInstance,
    fhirServer: serverOf(b.fhirServer),
    accessToken: tokenOf(b.fhirAuthorization, b.fhirServer, context),
    context,
    prefetch: prefetchOf(b.prefetch),
  };
  samePatient(request);
  return request;
}

function contextOf(value: unknown, hook: HookName): CdsContext {
  const c = object(value, 'context');
  const { encounter, bundle } = HOOKS[hook];
  const { userId, patientId, encounterId } = c;
  if (typeof userId !== 'string' || !REFERENCE.test(userId))
    throw wrong('context.userId', 'send Practitioner/[id]');
  if (typeof patientId !== 'string' || !ID.test(patientId))
    throw wrong('context.patientId', 'send the id alone');
  if (encounterId === undefined && encounter) throw missing('context.encounterId');
  if (encounterId !== undefined && !(typeof encounterId === 'string' && ID.test(encounterId))) {
    throw wrong('context.encounterId', 'send the id alone');
  }
  if (hook === 'order-select') selectionsOf(c.selections);
  const resources =
    bundle === undefined ? [] : bundled(c[bundle], `context.${bundle}`, hook === 'order-select');
  return { userId, patientId, encounterId, resources };
}

function selectionsOf(value: unknown): void {
  const all = Array.isArray(value) ? value : undefined;
  if (!all?.every((s) => typeof s === 'string' && REFERENCE.test(s))) {
    throw wrong('context.selections', 'send a list of references');
  }
}

function bundled(value: unknown, where: string, optional: boolean): readonly Resource[] {
  if (value === undefined) {
    if (optional) return [];
    throw missing(where);
  }
  const bundle = resource(value, where);
  if (bundle.resourceType !== 'Bundle') throw wrong(where, 'send a Bundle');
  return entriesOf(bundle, where);
}

/** The resources of a Bundle; an entry without one is told of. */
function entriesOf(bundle: Resource, where: string): readonly Resource[] {
  const { entry = [] } = bundle as { entry?: unknown };
  if (!Array.isArray(entry)) throw wrong(`${where}.entry`, 'send a list');
  return entry.map((e, i) =>
    resource(object(e, `${where}.entry[${i}]`).resource, `${where}.entry[${i}].resource`),
  );
}

function serverOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw wrong('fhirServer', 'send the base URL of the EHR');
  return value as string;
}

function tokenOf(value: unknown, server: unknown, { patientId }: CdsContext): string | undefined {
  if (value === undefined) return undefined;
  if (server === undefined) throw missing('fhirServer');
  const { access_token: token, token_type: type, patient } = object(value, 'fhirAuthorization');
  if (typeof token !== 'string' || !TOKEN.test(token))
    throw wrong('fhirAuthorization.access_token', 'send a token');
  if (type !== 'Bearer') throw wrong('fhirAuthorization.token_type', 'send Bearer');
  if (patient !== undefined && patient !== patientId)
    throw wrong('fhirAuthorization.patient', 'it is another patient');
  return token;
}

function prefetchOf(value: unknown): ReadonlyMap<string, Resource | null> {
  if (value === undefined || value === null) return new Map();
  const entries = Object.entries(object(value, 'prefetch')).map(
    ([key, r]) => [key, r === null ? null : resource(r, `prefetch.${shown(key)}`)] as const,
  );
  const count = entries.reduce(
    (n, [, r]) => n + (r?.resourceType === 'Bundle' ? searchResults(r).length : 1),
    0,
  );
  if (count > MOST_RESOURCES) throw new ClaimwrightError('CW-1005', { limit: `${MOST_RESOURCES} resources` });
  return new Map(entries);
}

/** Outcomes among the results of a search are no matches. */
export const searchResults = (bundle: Resource): readonly Resource[] =>
  entriesOf(bundle, 'prefetch').filter((r) => r.resourceType !== 'OperationOutcome');

/** One patient's card must never be made of another's record. */
function samePatient({ context, prefetch }: CdsRequest): void {
  const patient = prefetch.get('patient');
  if (patient && patient.resourceType !== 'Patient') throw wrong('prefetch.patient', 'send a Patient');
  for (const [key, r] of prefetch) {
    const all = r === null ? [] : r.resourceType === 'Bundle' ? searchResults(r) : [r];
    for (const one of all) if (!isAbout(one, context.patientId)) throw wrong(`prefetch.${shown(key)}`, OTHER);
  }
  for (const [i, r] of context.resources.entries()) {
    if (!isAbout(r, context.patientId)) throw wrong(`context resource ${i}`, OTHER);
  }
  const encounter = prefetch.get('encounter');
  if (encounter && context.encounterId !== undefined && encounter.id !== context.encounterId) {
    throw wrong('prefetch.encounter', 'it is another encounter');
  }
}

const OTHER = 'it is about another patient than the context';

function isAbout(r: Resource, patientId: string): boolean {
  if (r.resourceType === 'Patient') return r.id === patientId;
  const { subject, patient, beneficiary } = r as unknown as Loose;
  const about = [subject, patient, beneficiary].find((e) => e !== undefined) as
    | { reference?: unknown }
    | undefined;
  const reference = about?.reference;
  const literal = typeof reference === 'string' ? literalOf(reference.trim()) : undefined;
  return !literal?.startsWith('Patient/') || literal === `Patient/${patientId}`;
}

function object(value: unknown, where: string): Loose {
  if (value === undefined) throw missing(where);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw wrong(where, 'send a JSON object');
  return value as Loose;
}

function resource(value: unknown, where: string): Resource {
  const r = object(value, where);
  if (typeof r.resourceType !== 'string') throw wrong(where, 'send a FHIR resource');
  return value as Resource;
}

const shown = (key: string): string => (/^[\w-]{1,40}$/.test(key) ? key : '[key]');

const wrong = (where: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1004', { where, detail }, { expression: where });

const missing = (where: string): ClaimwrightError =>
  new ClaimwrightError('CW-1003', { where, detail: 'the hook needs it' }, { expression: where });
