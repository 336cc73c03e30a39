/** An EHR's plain "no" (R4 http.html#Status-Codes): its status and issue codes, and none of its words. */
import type { OperationOutcome } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';

/** CW-2003 with what the reader needs to decide whether it can go on without. */
export class Refusal extends ClaimwrightError {
  readonly status: number;
  /** Codes of http://hl7.org/fhir/issue-type; the texts beside them may name a patient and are left behind. */
  readonly issues: readonly string[];

  constructor(status: number, interaction: string, body: unknown) {
    super('CW-2003', { status, interaction });
    this.status = status;
    this.issues = issueCodes(body);
  }

  /** One sentence for a person: why something could not be had. */
  get reason(): string {
    const issues = this.issues.length > 0 ? ` (${this.issues.join(', ')})` : '';
    return `the EHR answered ${this.status}${issues}`;
  }
}

function issueCodes(body: unknown): readonly string[] {
  const outcome = body as Partial<OperationOutcome> | undefined;
  if (outcome?.resourceType !== 'OperationOutcome' || !Array.isArray(outcome.issue)) return [];
  const codes = outcome.issue.map((issue) => String(issue?.code ?? ''));
  return [...new Set(codes)].filter((code) => /^[a-z-]{1,32}$/.test(code)).slice(0, 5);
}
