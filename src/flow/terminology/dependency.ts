/** The `dependency` parameters of $translate: what the caller knows besides the code, held against a target's `dependsOn`. */
import { codingsOf } from '../../fhir/index.ts';
import type { Target } from './concept-maps.ts';
import { type OperationInput, operationInput, refuse } from './input.ts';

export interface Dependency {
  readonly element: string;
  readonly values: readonly string[];
}

export const dependenciesAsked = (input: OperationInput): readonly Dependency[] =>
  input.parts('dependency').map((parts) => {
    const given = operationInput(parts, ['element', 'concept'], []);
    const concept = given.concept('concept');
    const values = [...codingsOf(concept).map((c) => c.code), ...(concept?.text ? [concept.text] : [])];
    const element = given.text('element');
    if (element === undefined || values.length === 0) return refuse('dependency', 'send element and concept');
    return { element, values: values.map((v) => v.toLowerCase()) };
  });

/**
 * Whether a target may apply: none of its conditions is contradicted. What was not sent, and a range such as `>=18`,
 * which words cannot contradict, stays open and is answered as the match's dependsOn.
 */
export const mayHold = (target: Target, dependencies: readonly Dependency[]): boolean =>
  (target.dependsOn ?? []).every(({ property = '', value = '' }) => {
    const sent = dependencies.find((d) => d.element === property || property.endsWith(`/${d.element}`));
    return !sent || !/^[a-z]+$/i.test(value) || sent.values.includes(value.toLowerCase());
  });
