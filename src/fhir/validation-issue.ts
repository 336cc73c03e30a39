/** What validation says: OperationOutcome.issue (R4 operationoutcome.html) before it is one. */

/** One thing that is wrong. `diagnostics` names elements, types and codes, never other values of the resource. */
export interface ValidationIssue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** A code of http://hl7.org/fhir/issue-type; `structure` only where the shape itself is wrong. */
  readonly code: string;
  readonly diagnostics: string;
  /** FHIRPath of the element. */
  readonly expression: string;
}
