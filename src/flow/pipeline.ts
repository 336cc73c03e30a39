/** Chart → Facts → Suggestions → Findings → Decision → Claim: the pure pipeline. The same inputs give the same bytes. */
import { type Chart, type Facts, factsOf, type ReadMention } from '../chart/index.ts';
import {
  authorClaim,
  authorInstitutional,
  type ChargeTable,
  type ClaimDraft,
  claimKind,
  draftClaims,
} from '../claim/index.ts';
import {
  type EditPolicy,
  type EditRun,
  type Finding,
  runEdits,
  subjectOfClaim,
  subjectOfCodes,
} from '../edits/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { DEFAULT_POLICY, type Disposition, dispose, type ReviewPolicy } from '../review/index.ts';
import { type Knowledge, type SuggestionSet, suggest } from '../suggest/index.ts';
import { chartFindings, uncodedFindings } from './chart-findings.ts';

/** What the pipeline stands on. All of it is data with an edition; a claim is replayed by giving the same again. */
export interface PipelineKnowledge extends Knowledge {
  readonly charges: ChargeTable;
  readonly policy?: ReviewPolicy;
  /** What the site and its payers change of the edits. */
  readonly edits?: EditPolicy;
}

/** An encounter with its codes, and what was found about them. */
export interface CodedEncounter {
  readonly chart: Chart;
  readonly facts: Facts;
  readonly set: SuggestionSet;
  readonly findings: readonly Finding[];
  /** What each edit answered, last on the claim where one was made. */
  readonly verdicts: EditRun['verdicts'];
  readonly disposition: Disposition;
  /** Present when the disposition is `ready`. */
  readonly draft: ClaimDraft | undefined;
}

/** `mentions`: what a reader outside found in the notes; part of the facts, so that a replay asks nobody. */
export function codeChart(
  chart: Chart,
  knowledge: PipelineKnowledge,
  mentions?: readonly ReadMention[],
): CodedEncounter {
  const read = factsOf(chart);
  const facts = mentions ? { ...read, mentions } : read;
  const set = suggest(facts, knowledge);
  const run = editCodes(facts, set, knowledge);
  const findings = [...run.findings, ...uncodedFindings(facts, set, knowledge), ...chartFindings(chart)];
  const disposition = dispose(set, findings, knowledge.policy ?? DEFAULT_POLICY);
  const coded = { chart, facts, set, findings, verdicts: run.verdicts, disposition, draft: undefined };
  return disposition.to === 'ready' && set.on ? claimed(coded, set.on, knowledge) : coded;
}

function editCodes(facts: Facts, set: SuggestionSet, knowledge: PipelineKnowledge): EditRun {
  const inpatient = facts.visit.setting.value === 'inpatient';
  const subject = subjectOfCodes(set.diagnoses, set.services, facts, set.on, inpatient);
  return runEdits(subject, { terminology: knowledge.terminology }, knowledge.edits);
}

/** Makes the claim from the decided codes and checks it once more as a payer will see it. */
function claimed(coded: CodedEncounter, on: ServiceDate, knowledge: PipelineKnowledge): CodedEncounter {
  const { chart, facts, set } = coded;
  const input = {
    facts,
    chartSource: chart.source,
    diagnoses: set.diagnoses,
    services: set.services,
    charges: knowledge.charges,
    on,
    author: AUTHOR,
    madeAt: chart.encounter.period?.end ?? chart.encounter.period?.start ?? on,
  };
  const draft = claimKind(facts) === 'institutional' ? authorInstitutional(input) : authorClaim(input);
  const supportedVisits = set.services.map((s) => s.code);
  const again = draftClaims(draft).map((claim) => {
    const subject = subjectOfClaim(claim, facts, undefined, { supportedVisits });
    return runEdits(subject, { terminology: knowledge.terminology }, knowledge.edits);
  });
  const findings = merge(coded.findings, [...draft.problems, ...again.flatMap((run) => run.findings)]);
  const disposition = dispose(set, findings, knowledge.policy ?? DEFAULT_POLICY);
  const ready = disposition.to === 'ready';
  const verdicts = again.flatMap((run) => run.verdicts);
  return { ...coded, findings, verdicts, disposition, draft: ready ? draft : undefined };
}

export const AUTHOR = { name: 'Claimwright', version: '0.1.0' } as const;

/** An edit says the same of codes and of the claim made from them; it is shown once. */
function merge(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const key = (f: Finding): string => `${f.edit} ${f.message}`;
  const seen = new Set(before.map(key));
  return [...before, ...after.filter((f) => !seen.has(key(f)))];
}
