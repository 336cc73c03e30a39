/** Findings as an R4 OperationOutcome (operationoutcome.html): one issue each, and one that counts what was looked at. */
import {
  CLAIMWRIGHT_BASE,
  type OperationOutcome,
  type OperationOutcomeIssue,
  outcome,
} from '../fhir/index.ts';
import type { Answer } from '../kernel/index.ts';
import type { Finding } from './model.ts';
import type { EditRun } from './run.ts';

const EDIT_SYSTEM = `${CLAIMWRIGHT_BASE}/CodeSystem/edit`;
const RULE_CITATION = `${CLAIMWRIGHT_BASE}/StructureDefinition/rule-citation`;

/** The issues of the findings in their order, then the summary, so that what could not be told is never left out. */
export const editIssues = (run: EditRun): readonly OperationOutcomeIssue[] => [
  ...run.findings.map(issueOf),
  summaryOf(run),
];

export const editOutcome = (run: EditRun): OperationOutcome => outcome(...editIssues(run));

export function issueOf(finding: Finding): OperationOutcomeIssue {
  const { source, section } = finding.authority;
  return {
    extension: [
      {
        url: RULE_CITATION,
        extension: [
          { url: 'source', valueString: source },
          { url: 'section', valueString: section },
        ],
      },
    ],
    severity: finding.severity,
    code: finding.issueType as OperationOutcomeIssue['code'],
    details: { coding: [{ system: EDIT_SYSTEM, code: finding.edit }] },
    diagnostics: finding.message,
    ...(finding.expression ? { expression: [finding.expression] } : {}),
  };
}

function summaryOf({ verdicts }: EditRun): OperationOutcomeIssue {
  const count = (answer: Answer): number => verdicts.filter((v) => v.answer === answer).length;
  return {
    severity: 'information',
    code: 'informational',
    diagnostics: sentence(
      count('pass'),
      count('fail'),
      count('not-applicable'),
      count('cannot-tell'),
      verdicts.length,
    ),
  };
}

function sentence(passed: number, failed: number, notApplicable: number, open: number, all: number): string {
  const rest = `${notApplicable} not applicable, ${open} could not tell`;
  if (failed === 0 && open === 0)
    return `All ${all} edits passed (${notApplicable} not applicable, 0 could not tell).`;
  return `Of ${all} edits ${passed} passed and ${failed} failed (${rest}).`;
}
