/** OperationOutcome (R4 operationoutcome.html): what a FHIR caller is told, one issue per thing that is wrong. */
import type { ClaimwrightError } from '../kernel/index.ts';
import type { OperationOutcome, OperationOutcomeIssue } from './r4.ts';

export const outcome = (...issue: OperationOutcomeIssue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue,
});

/** The outcome of a fault, with the catalogue's code as details.coding. */
export function outcomeOf(error: ClaimwrightError): OperationOutcome {
  return outcome({
    severity: 'error',
    code: error.definition.issueType as OperationOutcomeIssue['code'],
    details: { coding: [{ system: 'https://claimwright.dev/fhir/CodeSystem/error', code: error.code }] },
    diagnostics: error.message,
    ...(error.expression ? { expression: [error.expression] } : {}),
  });
}
