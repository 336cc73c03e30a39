/**
 * What an operation answers. Cannot tell is an error, never `result` = false: R4 codesystem-operation-subsumes ("unable
 * to determine … returns an error response with an OperationOutcome"), valueset-operation-expand ("or return an error").
 */
import {
  type OperationOutcomeIssue,
  outcome,
  type ParametersParameter,
  type Resource,
} from '../../fhir/index.ts';
import { whereIs } from './input.ts';

export interface OperationAnswer {
  readonly status: number;
  readonly resource: Resource;
}

export const parameters = (...parameter: readonly ParametersParameter[]): OperationAnswer => ({
  status: 200,
  resource: { resourceType: 'Parameters', parameter: [...parameter] },
});

const failed = (
  status: number,
  code: OperationOutcomeIssue['code'],
  diagnostics: string,
  parameter: string | undefined,
): OperationAnswer => ({
  status,
  resource: outcome({
    severity: 'error',
    code,
    diagnostics,
    ...(parameter ? { expression: [whereIs(parameter)] } : {}),
  }),
});

/** What is loaded here does not decide the question: no release for the date, a starter without the code, no licensed CPT. */
export const cannotTell = (reason: string, parameter?: string): OperationAnswer =>
  failed(422, 'not-supported', `Cannot tell: ${reason}.`, parameter);

/** The question contradicts itself, for example a date outside the version that is named. */
export const contradiction = (detail: string, parameter: string): OperationAnswer =>
  failed(422, 'invalid', `${detail}.`, parameter);

/** The code, value set or map is known not to exist. */
export const notFound = (detail: string, parameter: string): OperationAnswer =>
  failed(404, 'not-found', `${detail}.`, parameter);

export const tooCostly = (detail: string, parameter: string): OperationAnswer =>
  failed(422, 'too-costly', `${detail}.`, parameter);

export const isAnswer = (value: object): value is OperationAnswer => 'status' in value && 'resource' in value;

/** Text of a caller in a sentence of ours: one line, no control characters, not long. */
export const shown = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ').slice(0, 200);
