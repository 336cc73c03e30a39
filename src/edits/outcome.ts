/** Findings as an R4 OperationOutcome (operationoutcome.html): one issue each, and one that counts what was looked at. */
import {
  CLAIMWRIGHT_BASE,
  type Claim,
  type Extension,
  type OperationOutcome,
  type OperationOutcomeIssue,
  outcome,
} from '../fhir/index.ts';
import type { Answer } from '../kernel/index.ts';
import { fixPatch } from './fix.ts';
import type { Finding } from './model.ts';
import type { EditRun } from './run.ts';

const EDIT_SYSTEM = `${CLAIMWRIGHT_BASE}/CodeSystem/edit`;
const SNIP_SYSTEM = `${CLAIMWRIGHT_BASE}/CodeSystem/snip-level`;
const EDIT_FIX = `${CLAIMWRIGHT_BASE}/StructureDefinition/edit-fix`;
const RULE_CITATION = `${CLAIMWRIGHT_BASE}/StructureDefinition/rule-citation`;

/** With the Claim that was checked, the safe mends are contained and each is referred to by its finding. */
export function editOutcome(run: EditRun, claim?: Claim): OperationOutcome {
  const patches = run.findings.map((f) => (claim && f.fix ? fixPatch(claim, f.fix) : undefined));
  const contained = patches.flatMap((p, i) => (p ? [{ ...p, id: `fix-${i + 1}` }] : []));
  const issues = run.findings.map((f, i) => (patches[i] ? withFix(issueOf(f), `#fix-${i + 1}`) : issueOf(f)));
  const answer = outcome(...issues, summaryOf(run));
  return contained.length > 0 ? { ...answer, contained } : answer;
}

const withFix = (issue: OperationOutcomeIssue, reference: string): OperationOutcomeIssue => {
  const fix: Extension = { url: EDIT_FIX, valueReference: { reference, type: 'Parameters' } };
  return { ...issue, extension: [...(issue.extension ?? []), fix] };
};

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
    details: {
      coding: [
        { system: EDIT_SYSTEM, code: finding.edit },
        { system: SNIP_SYSTEM, code: String(finding.snip) },
      ],
    },
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
