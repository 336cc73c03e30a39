/** The terminology operations that are served: each with the parameters it takes and its canonical definition by HL7. */
import type { OperationAnswer } from './answer.ts';
import { expand } from './expand.ts';
import { type OperationInput, operationInput, type SentParameter } from './input.ts';
import { lookup } from './lookup.ts';
import type { TerminologyContext } from './model.ts';
import { subsumes } from './subsumes.ts';
import { translate } from './translate.ts';
import { validateInSystem, validateInValueSet } from './validate-code.ts';

export interface TerminologyOperation {
  readonly type: 'CodeSystem' | 'ValueSet' | 'ConceptMap';
  /** Without the `$`. */
  readonly name: string;
  readonly definition: string;
  readonly takes: readonly string[];
  /** Of the standard, without effect here: there is one language, no hierarchy of displays, nothing inactive. */
  readonly ignores: readonly string[];
  readonly run: (input: OperationInput, context: TerminologyContext) => OperationAnswer;
}

const CODED = ['code', 'coding', 'codeableConcept', 'display', 'date', 'abstract'];

const operation = (
  type: TerminologyOperation['type'],
  name: string,
  takes: readonly string[],
  run: TerminologyOperation['run'],
  ignores: readonly string[] = [],
): TerminologyOperation => ({
  type,
  name,
  definition: `http://hl7.org/fhir/OperationDefinition/${type}-${name}`,
  takes,
  ignores,
  run,
});

export const TERMINOLOGY_OPERATIONS: readonly TerminologyOperation[] = [
  operation('CodeSystem', 'lookup', ['code', 'system', 'version', 'coding', 'date', 'property'], lookup, [
    'displayLanguage',
  ]),
  operation('CodeSystem', 'validate-code', ['url', 'system', 'version', ...CODED], validateInSystem, [
    'displayLanguage',
  ]),
  operation(
    'CodeSystem',
    'subsumes',
    ['codeA', 'codeB', 'codingA', 'codingB', 'system', 'version', 'date'],
    subsumes,
  ),
  operation(
    'ValueSet',
    'expand',
    ['url', 'filter', 'count', 'offset', 'date', 'valueSetVersion', 'system-version'],
    expand,
    [
      'includeDesignations',
      'designation',
      'includeDefinition',
      'activeOnly',
      'excludeNested',
      'excludeNotForUI',
      'excludePostCoordinated',
      'displayLanguage',
    ],
  ),
  operation(
    'ValueSet',
    'validate-code',
    ['url', 'system', 'systemVersion', 'valueSetVersion', ...CODED],
    validateInValueSet,
    ['displayLanguage'],
  ),
  operation(
    'ConceptMap',
    'translate',
    [
      ...['url', 'conceptMapVersion', 'code', 'system', 'version', 'coding', 'codeableConcept'],
      ...['target', 'targetsystem', 'dependency', 'date'],
    ],
    translate,
  ),
];

/** Runs an operation on what was sent. Faults of the caller are thrown, as everywhere; what cannot be told is answered. */
export const runOperation = (
  op: TerminologyOperation,
  sent: readonly SentParameter[],
  context: TerminologyContext,
): OperationAnswer => op.run(operationInput(sent, op.takes, op.ignores), context);
