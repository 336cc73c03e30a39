/** The sandbox's HTTP face (R4 http.html) over Medplum's FhirRouter: what the router leaves open is decided here. */
import { OperationOutcomeError } from '@medplum/core';
import { type FhirRequest, FhirRouter, type HttpMethod } from '@medplum/fhir-router';
import type { CapabilityStatement } from '@medplum/fhirtypes';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { FHIR_JSON, send, sendAnswer, sendIssue } from './answer.ts';
import { mutex } from './mutex.ts';
import type { ParameterTable } from './parameters.ts';
import type { SandboxRepository } from './repository.ts';
import { type Asked, readRequest, Unacceptable } from './request.ts';

export interface AppOptions {
  readonly base: string;
  readonly repository: SandboxRepository;
  readonly parameters: ParameterTable;
  readonly capability: CapabilityStatement;
}

export function sandboxApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.text({ type: () => true, limit: '20mb' }));
  app.use('/fhir', fhir(options));
  app.use((_req, res) => sendIssue(res, 404, 'not-found', 'The FHIR endpoint is at /fhir'));
  app.use(failed);
  return app;
}

function fhir({ base, repository, parameters, capability }: AppOptions) {
  const router = new FhirRouter();
  const turns = mutex();
  return async (req: Request, res: Response): Promise<void> => {
    const asked = readRequest(req, parameters);
    if (!req.accepts(['application/fhir+json', 'application/json'])) {
      throw new Unacceptable(406, 'not-supported', `Only ${FHIR_JSON} is produced here`);
    }
    if (asked.path === 'metadata') return send(res, 200, capability);
    const answer = await turns.run(() => router.handleRequest(routed(asked), repository));
    sendAnswer(res, base, asked.method, answer);
  };
}

function routed(asked: Asked): FhirRequest {
  const query = asked.query ? `?${asked.query}` : '';
  return {
    method: asked.method as HttpMethod,
    url: `${asked.path}${query}`,
    pathname: '',
    body: asked.body,
    params: {},
    query: {},
    headers: asked.headers,
    config: { transactions: true },
  };
}

const failed: ErrorRequestHandler = (error, _req, res, _next) => {
  if (error instanceof Unacceptable) return sendIssue(res, error.status, error.issue, error.message);
  if (error instanceof OperationOutcomeError) return send(res, 400, error.outcome);
  const status = (error as { status?: number }).status;
  if (status !== undefined && status >= 400 && status < 500) {
    return sendIssue(res, status, status === 413 ? 'too-long' : 'structure', 'The request cannot be read');
  }
  sendIssue(res, 500, 'exception', 'The sandbox failed');
};
