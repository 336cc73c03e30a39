/** Checks a Claim made anywhere, and the structure of what comes in from outside, before anything reads it. */
import {
  type EditRun,
  type Finding,
  type FixRecord,
  mendByPolicy,
  type Resolve,
  runEdits,
  settingsFor,
  subjectOfClaim,
} from '../edits/index.ts';
import {
  type Bundle,
  CLAIMWRIGHT_BASE,
  type Claim,
  type FhirValidator,
  type Resource,
  type ValidationIssue,
} from '../fhir/index.ts';
import { ClaimwrightError, type ServiceDate } from '../kernel/index.ts';
import type { PipelineKnowledge } from './pipeline.ts';

/** Our profile for the kind of claim it says it is; what says no kind we know is held against the professional one. */
const profileOf = (claim: Claim): string => {
  const codings: unknown = claim.type?.coding;
  const kinds = Array.isArray(codings) ? codings.map((c: { code?: unknown } | null) => c?.code) : [];
  const kind = kinds.includes('institutional') ? 'institutional' : 'professional';
  return `${CLAIMWRIGHT_BASE}/StructureDefinition/claimwright-${kind}-claim`;
};

/** Everything wrong with a Claim: base R4, our profile, and the edits, which read it as far as it can be read. */
export function checkClaim(
  claim: Claim,
  validator: FhirValidator,
  knowledge: PipelineKnowledge,
  bundle?: Bundle,
  today?: ServiceDate,
): EditRun {
  const structural = claimStructure(claim, validator);
  const run = checkEdits(claim, knowledge, bundle, today);
  return { findings: [...structural, ...run.findings], verdicts: run.verdicts };
}

/** The edits alone, with what came in the Bundle, on the day it is asked. */
export const checkEdits = (
  claim: Claim,
  knowledge: Pick<PipelineKnowledge, 'terminology' | 'edits'>,
  bundle?: Bundle,
  today?: ServiceDate,
): EditRun =>
  runEdits(
    subjectOfClaim(claim, undefined, within(bundle), { today }),
    { terminology: knowledge.terminology },
    knowledge.edits,
  );

/** The safe mends that the policy of the claim's payer lets be made (`applyFixes`), each with its record. */
export function mendClaim(
  claim: Claim,
  knowledge: Pick<PipelineKnowledge, 'terminology' | 'edits'>,
  bundle?: Bundle,
  today?: ServiceDate,
): { readonly claim: Claim; readonly records: readonly FixRecord[] } {
  const subject = subjectOfClaim(claim, undefined, within(bundle), { today });
  const settings = settingsFor(knowledge.edits ?? [], subject);
  const check = (current: Claim): EditRun => checkEdits(current, knowledge, bundle, today);
  return mendByPolicy(claim, check, (edit) => settings.get(edit)?.applyFixes === true);
}

/** What base R4 and our own profile have against a Claim. */
export const claimStructure = (claim: Claim, validator: FhirValidator): readonly Finding[] =>
  validator.validate(claim, [profileOf(claim)]).map(structureFinding);

/** What came in the same Bundle, by full URL or `Type/id`: nothing else is looked up. */
function within(bundle: Bundle | undefined): Resolve {
  const known = new Map<string, Resource>();
  for (const [i, resource] of (bundle ? bundledResources(bundle) : []).entries()) {
    const { fullUrl } = bundle?.entry?.[i] ?? {};
    if (resource && typeof fullUrl === 'string') known.set(fullUrl, resource);
    if (resource?.id) known.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return (reference) => known.get(reference);
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
  for (const [i, resource] of bundledResources(bundle).entries()) {
    const issue = resource && validator.validate(resource).find(isStructural);
    if (!issue) continue;
    const expression = `Bundle.entry[${i}].resource${issue.expression ? `: ${issue.expression}` : ''}`;
    throw shapeFault(expression, issue.diagnostics.replace(/\.$/, ''));
  }
}

/** The resource of each entry, undefined where it has none; 422 naming the first place that is not even a Bundle's. */
export function bundledResources(bundle: Bundle): readonly (Resource | undefined)[] {
  const entries: unknown = bundle.entry ?? [];
  if (!Array.isArray(entries)) throw shapeFault('Bundle.entry', 'it is not an array');
  return entries.map((entry: { resource?: Resource } | null, i) => {
    const resource = entry?.resource;
    if (resource !== undefined && typeof resource?.resourceType !== 'string') {
      throw shapeFault(`Bundle.entry[${i}].resource`, 'it is not a FHIR resource');
    }
    return resource;
  });
}

const shapeFault = (expression: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1009', { detail: `${expression}: ${detail}` }, { expression });
