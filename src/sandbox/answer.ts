/** A router's answer as an HTTP response (R4 http.html#return, #versioning): status, ETag, Location, fhir+json. */
import { getStatus } from '@medplum/core';
import type { FhirResponse } from '@medplum/fhir-router';
import type { Response } from 'express';
import type { Bundle, OperationOutcome, OperationOutcomeIssue, Resource } from '../fhir/index.ts';

export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

export function send(res: Response, status: number, body: unknown): void {
  res.status(status).set('Content-Type', FHIR_JSON).send(JSON.stringify(body));
}

export function sendIssue(
  res: Response,
  status: number,
  code: OperationOutcomeIssue['code'],
  text: string,
): void {
  send(res, status, {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text } }],
  });
}

export function sendAnswer(res: Response, base: string, method: string, answer: FhirResponse): void {
  const [outcome, resource] = answer;
  const status = statusOf(method, outcome, resource);
  const body = status < 400 && resource ? resource : outcome;
  if (body === resource && resource?.meta?.versionId) describe(res, base, status, method, resource);
  send(res, status, body.resourceType === 'Bundle' ? detailed(body) : body);
}

function describe(res: Response, base: string, status: number, method: string, resource: Resource): void {
  const { versionId, lastUpdated } = resource.meta ?? {};
  res.set('ETag', `W/"${versionId}"`);
  if (lastUpdated) res.set('Last-Modified', new Date(lastUpdated).toUTCString());
  if (status === 201 || method === 'POST') res.set('Location', `${base}/${versioned(resource)}`);
}

/** A PUT that made the resource answers 201 (R4 http.html#upsert); the router says 200 to every PUT. */
function statusOf(method: string, outcome: OperationOutcome, resource: Resource | undefined): number {
  const status = getStatus(outcome);
  return method === 'PUT' && status === 200 && resource?.meta?.versionId === '1' ? 201 : status;
}

const versioned = (r: Resource): string => `${r.resourceType}/${r.id}/_history/${r.meta?.versionId}`;

/** Entries of a batch or transaction response with the version that each one left. */
function detailed(bundle: Bundle): Bundle {
  if (!bundle.type.endsWith('-response')) return bundle;
  return {
    ...bundle,
    entry: (bundle.entry ?? []).map((entry) => {
      const { resource, response } = entry;
      if (!response?.location || !resource?.meta?.versionId) return entry;
      const etag = `W/"${resource.meta.versionId}"`;
      return { ...entry, response: { ...response, location: versioned(resource), etag } };
    }),
  };
}
