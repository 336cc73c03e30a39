/** The terminology operations asked as a test asks them: parameters by name, the answer's parameters by name. */
import type { OperationOutcome, Parameters, ParametersParameter } from '../../../src/fhir/index.ts';
import {
  bodyParameters,
  runOperation,
  TERMINOLOGY_OPERATIONS,
  type TerminologyContext,
  wordSearch,
} from '../../../src/flow/index.ts';
import type { MappingModule, Terminology } from '../../../src/suggest/module.ts';

export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const NOW = '2026-03-04T12:00:00.000Z';

export const contextOf = (
  terminology: Terminology,
  more: Partial<TerminologyContext> = {},
): TerminologyContext => ({ terminology, modules: [], search: wordSearch(terminology), now: NOW, ...more });

/** Values as the test writes them: a text, a list of texts, a number, or an object for a Coding or CodeableConcept. */
export type Sent = Readonly<Record<string, unknown>>;

const entries = (sent: Sent): readonly unknown[] =>
  Object.entries(sent).flatMap(([name, value]) => [value].flat().map((one) => ({ name, valueString: one })));

export function ask(address: string, sent: Sent, context: TerminologyContext) {
  const [type, name] = address.split('/$');
  const operation = TERMINOLOGY_OPERATIONS.find((o) => o.type === type && o.name === name);
  if (!operation) throw new Error(`no operation ${address}`);
  return runOperation(operation, bodyParameters(entries(sent)), context);
}

/** The answer as plain values: the first of each name; several properties under their codes. */
export function told(answer: { readonly resource: unknown }): Readonly<Record<string, unknown>> {
  const { parameter = [] } = answer.resource as Parameters;
  return Object.fromEntries(parameter.toReversed().map((p) => [p.name, plainValue(p)]));
}

export const properties = (answer: { readonly resource: unknown }, code: string): readonly unknown[] =>
  ((answer.resource as Parameters).parameter ?? [])
    .filter((p) => p.name === 'property' && p.part?.[0]?.valueCode === code)
    .map((p) => p.part?.[1] && plainValue(p.part[1]));

export const matches = (answer: {
  readonly resource: unknown;
}): readonly Readonly<Record<string, unknown>>[] =>
  ((answer.resource as Parameters).parameter ?? [])
    .filter((p) => p.name === 'match')
    .map((p) => Object.fromEntries((p.part ?? []).map((part) => [part.name, part.part ?? plainValue(part)])));

function plainValue(parameter: ParametersParameter): unknown {
  return Object.entries(parameter).find(([key]) => key.startsWith('value'))?.[1] ?? parameter.part;
}

export const issueOf = (answer: { readonly resource: unknown }) =>
  (answer.resource as OperationOutcome).issue[0];

/** A module that brings one table. */
export const moduleWith = (
  table: unknown,
  effective: { readonly from: string; readonly to?: string } = { from: '2025-10-01', to: '2026-09-30' },
  file = 'map.json',
): MappingModule => ({
  manifest: {
    id: 'made-up',
    title: 'Made up',
    version: '1.0.0',
    stage: 'problems',
    reads: ['Problem'],
    suggests: [ICD10CM],
    effective,
    sources: [],
  },
  tables: { [file]: table },
  suggest: () => ({}),
});
