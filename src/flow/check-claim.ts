/** Checks a Claim made anywhere, and the structure of what comes in from outside, before anything reads it. */
import { type EditRun, type Finding, runEdits, subjectOfClaim } from '../edits/index.ts';
import type { Bundle, Claim, FhirValidator, ValidationIssue } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { PipelineKnowledge } from './pipeline.ts';

const OWN_PROFILE = 'https://claimwright.dev/fhir/StructureDefinition/claimwright-professional-claim';

/** Everything wrong with a Claim: base R4, our profile, and the edits. Structure that cannot be read stops the edits. */
export function checkClaim(claim: Claim, validator: FhirValidator, knowledge: PipelineKnowledge): EditRun {
  const issues = validator.validate(claim, [OWN_PROFILE]);
  const structural = issues.map(structureFinding);
  if (issues.some(isStructural)) return { findings: structural, verdicts: [] };
  const run = runEdits(subjectOfClaim(claim), { terminology: knowledge.terminology });
  return { findings: [...structural, ...run.findings], verdicts: run.verdicts };
}

function structureFinding(issue: ValidationIssue): Finding {
  return {
    edit: 'fhir-structure',
    answer: 'fail',
    severity: issue.severity === 'error' || issue.severity === 'fatal' ? 'error' : 'warning',
    issueType: issue.code,
    message: issue.diagnostics,
    expression: issue.expression ?? 'Claim',
    codes: [],
    authority: { source: 'FHIR R4', section: 'claim.html' },
    snip: 2,
  };
}

const isStructural = (issue: ValidationIssue): boolean => issue.code === 'structure';

/** The first structural error of a Bundle's resources as a fault (422, with its expression); others are let through. */
export function checkStructure(bundle: Bundle, validator: FhirValidator): void {
  for (const [i, entry] of (bundle.entry ?? []).entries()) {
    const issue = entry?.resource && validator.validate(entry.resource).find(isStructural);
    if (!issue) continue;
    const expression = `Bundle.entry[${i}].resource${issue.expression ? `: ${issue.expression}` : ''}`;
    throw new ClaimwrightError('CW-1009', { detail: `${expression}: ${issue.diagnostics}` }, { expression });
  }
}
