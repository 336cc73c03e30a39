/** What every answer of the service has in common, whatever was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { expect } from 'vitest';
import type { OperationOutcome, Parameters, ParametersParameter } from '../../src/fhir/index.ts';

export const FHIR = { 'content-type': 'application/fhir+json' } as const;

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** No fault of ours, no trace of our code, no name of the framework, and headers that keep a browser safe. */
export function expectSafe(answer: Answered): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  expect(answer.text).not.toMatch(/\n\s+at |node_modules|node:internal|\/src\/|Express/);
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  expect(JSON.stringify(answer.headers)).not.toMatch(/express/i);
  expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
}

/** An OperationOutcome of one error with the catalogue's code; its issue. */
export function expectOutcome(answer: Answered, status: number, code: string) {
  expectSafe(answer);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(code)]);
  expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  const outcome = JSON.parse(answer.text) as OperationOutcome;
  expect(outcome).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', details: { coding: [{ code }] }, diagnostics: expect.any(String) }],
  });
  return outcome.issue[0];
}

/** A problem document (RFC 9457) with the catalogue's code. */
export function expectProblem(answer: Answered, status: number, code: string): void {
  expectSafe(answer);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(JSON.parse(answer.text)).toEqual({
    type: `https://claimwright.dev/errors/${code}`,
    title: expect.any(String),
    status,
    code,
  });
  expect(answer.status).toBe(status);
}

/** The application on a free port, for requests that no HTTP client would send. */
export async function listening(app: Express): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export const parts = (all: Parameters | ParametersParameter, name: string): readonly ParametersParameter[] =>
  (('resourceType' in all ? all.parameter : all.part) ?? []).filter((p) => p.name === name);

/** The codes of a $suggest-codes answer: diagnoses in order, services with modifiers and units. */
export function codesOf(answer: Parameters): { diagnoses: readonly string[]; services: readonly string[] } {
  const suggestions = parts(answer, 'suggestion').map((s) => {
    const code = parts(s, 'code')[0]?.valueCoding?.code ?? '';
    const modifiers = parts(s, 'modifier').map((m) => parts(m, 'code')[0]?.valueCode ?? '');
    const units = parts(s, 'units')[0]?.valueDecimal;
    return {
      kind: parts(s, 'kind')[0]?.valueCode,
      code,
      name: `${[code, ...modifiers].join('-')} × ${units}`,
    };
  });
  return {
    diagnoses: suggestions.filter((s) => s.kind === 'diagnosis').map((s) => s.code),
    services: suggestions.filter((s) => s.kind === 'service').map((s) => s.name),
  };
}
