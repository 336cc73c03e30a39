/** What a request asks of the sandbox, checked (R4 http.html): path, ids, method, content type and JSON. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';
import type { Bundle, OperationOutcomeIssue } from '../fhir/index.ts';
import { parseJson } from '../kernel/index.ts';
import type { ParameterTable } from './parameters.ts';
import { checkBundle, checkIfMatch, checkQuery } from './query.ts';

/** A request that cannot be served, and what to answer. */
export class Unacceptable extends Error {
  readonly status: number;
  readonly issue: OperationOutcomeIssue['code'];

  constructor(status: number, issue: OperationOutcomeIssue['code'], message: string) {
    super(message);
    this.name = 'Unacceptable';
    this.status = status;
    this.issue = issue;
  }
}

export interface Asked {
  readonly method: string;
  /** `Type`, `Type/id`, `Type/id/_history`… without a leading slash. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
}

/** By the number of path segments. */
const METHODS: readonly (readonly string[])[] = [
  ['POST'],
  ['GET', 'POST', 'PUT', 'DELETE'],
  ['GET', 'PUT', 'DELETE'],
  ['GET'],
  ['GET'],
];

export function readRequest(req: Request, parameters: ParameterTable): Asked {
  loopbackHost(req.headers.host);
  const method = req.method === 'HEAD' ? 'GET' : req.method;
  const segments = req.path.split('/').filter(Boolean);
  const query = new URL(req.url, 'http://sandbox').search.slice(1);
  if (method === 'POST' && segments[1] === '_search') return search(req, segments, query, parameters);
  checkPath(method, segments, parameters);
  const [type] = segments;
  const body = method === 'POST' || method === 'PUT' ? jsonBody(req) : undefined;
  // A create takes no id from its caller (R4 http.html#create).
  if (method === 'POST' && type !== undefined) delete (body as { id?: string }).id;
  const asked = { method, path: segments.join('/'), query, body, headers: req.headers };
  if (type !== 'metadata') checkConditions(asked, segments, parameters);
  return asked;
}

/** A page elsewhere that makes a browser resolve its own name to this machine (DNS rebinding) is not answered. */
function loopbackHost(host: string | undefined): void {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')) {
    throw new Unacceptable(421, 'security', 'The sandbox answers on the loopback address only');
  }
}

/** R4 search.html#searching by POST: the form's fields are the query. */
function search(req: Request, segments: readonly string[], query: string, parameters: ParameterTable): Asked {
  const [type = ''] = segments;
  if (segments.length !== 2) throw new Unacceptable(404, 'not-found', 'There is nothing at this path');
  if (!req.is('application/x-www-form-urlencoded') && req.body) {
    throw new Unacceptable(415, 'not-supported', 'Send application/x-www-form-urlencoded');
  }
  const all = [query, typeof req.body === 'string' ? req.body : ''].filter(Boolean).join('&');
  served(type, parameters);
  checkQuery(parameters, type, all);
  return { method: 'GET', path: type, query: all, body: undefined, headers: req.headers };
}

function checkPath(method: string, segments: readonly string[], parameters: ParameterTable): void {
  const [type, id, history, version] = segments;
  const isMetadata = type === 'metadata' && segments.length === 1;
  const allowed = isMetadata ? ['GET'] : METHODS[segments.length];
  const unknown = history !== undefined && history !== '_history';
  if (!allowed || unknown) throw new Unacceptable(404, 'not-found', 'There is nothing at this path');
  if (!isMetadata && type !== undefined) served(type, parameters);
  if (!allowed.includes(method))
    throw new Unacceptable(405, 'not-supported', `${method} is not supported here`);
  for (const part of [id, version]) checkId(part);
}

function served(type: string, parameters: ParameterTable): void {
  if (!parameters.has(type))
    throw new Unacceptable(404, 'not-supported', 'This resource type is not served here');
}

/** R4 datatypes.html#id; of dots alone it would be a path, not a name. */
function checkId(id: string | undefined): void {
  if (id !== undefined && (!/^[A-Za-z0-9\-.]{1,64}$/.test(id) || /^\.+$/.test(id))) {
    throw new Unacceptable(400, 'value', 'The path holds something that is not a FHIR id');
  }
}

function jsonBody(req: Request): unknown {
  if (!req.is(['application/fhir+json', 'application/json'])) {
    throw new Unacceptable(415, 'not-supported', 'Send application/fhir+json');
  }
  try {
    const body = parseJson(req.body);
    if (typeof (body as { resourceType?: unknown } | null)?.resourceType === 'string') return body;
  } catch {
    throw new Unacceptable(400, 'structure', 'The body is not JSON');
  }
  throw new Unacceptable(400, 'structure', 'The body is not a FHIR resource');
}

function checkConditions(asked: Asked, segments: readonly string[], parameters: ParameterTable): void {
  const [type, id] = segments;
  checkIfMatch(asked.headers['if-match']);
  if (type === undefined) {
    checkBundle(parameters, asked.body as Bundle);
    return;
  }
  const ifNoneExist = asked.headers['if-none-exist'];
  if (ifNoneExist !== undefined) checkQuery(parameters, type, String(ifNoneExist), { criteria: true });
  if (id !== undefined) return;
  const criteria = asked.method === 'PUT' || asked.method === 'DELETE';
  checkQuery(parameters, type, asked.query, { criteria });
}
