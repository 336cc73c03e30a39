/** Some servers say no in an OperationOutcome with a status that says yes (R4 operationoutcome.html). */
import type { OperationOutcome, Resource } from '../../fhir/index.ts';
import { Refusal } from '../http/refusal.ts';

/** Throws a Refusal when the answer is an OperationOutcome with an error in it. */
export function refusedAfterAll(answer: Resource | undefined, status: number, interaction: string): void {
  if (answer?.resourceType !== 'OperationOutcome') return;
  const { issue } = answer as OperationOutcome;
  const wrong = Array.isArray(issue) && issue.some((i) => i?.severity === 'error' || i?.severity === 'fatal');
  if (wrong) throw new Refusal(status, interaction, answer);
}
