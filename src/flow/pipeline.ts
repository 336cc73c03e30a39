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
  type Allows,
  type Beside,
  type EditPolicy,
  type EditRun,
  type EditSubject,
  type Finding,
  type FixRecord,
  type PastLine,
  runEdits,
  settingsFor,
  subjectOfClaim,
  subjectOfCodes,
} from '../edits/index.ts';
import type { Claim } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { DEFAULT_POLICY, type Disposition, dispose, type ReviewPolicy } from '../review/index.ts';
import { type Knowledge, type SuggestionSet, suggest } from '../suggest/index.ts';
import { chartFindings, uncodedFindings } from './chart-findings.ts';
import { codesOfSet } from './codes-of-set.ts';
import { pastLinesOfChart } from './history/past-of-chart.ts';
import { type AskedMend, allowedMends, mendDraft } from './mend-draft.ts';
import type { Editions } from './replay/editions.ts';

/** What the pipeline stands on. All of it is data with an edition; a claim is replayed by giving the same again. */
export interface PipelineKnowledge extends Knowledge {
  readonly charges: ChargeTable;
  readonly policy?: ReviewPolicy;
  /** What the site and its payers change of the edits. */
  readonly edits?: EditPolicy;
  /** All of it by edition and hash, kept with each case. */
  readonly editions?: Editions;
}

/** What is known beside the chart when it is coded. It is kept with the case: a replay is given the same. */
export interface CodingInputs {
  /** The day on which it is coded; undefined: no edit that asks for it can tell. */
  readonly today?: ServiceDate | undefined;
  /** What was claimed for the patient before, and the first day from which that is everything. */
  readonly history?: readonly PastLine[] | undefined;
  readonly historyFrom?: ServiceDate | undefined;
  /** Edits whose safe mends a person had made. */
  readonly mends?: readonly AskedMend[] | undefined;
  /** These codes, and no others, were looked at and approved. */
  readonly approved?: Approval | undefined;
}

export interface Approval {
  readonly who: string;
  readonly codes: readonly string[];
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
  readonly inputs?: CodingInputs | undefined;
  /** What it was coded with. */
  readonly editions?: Editions | undefined;
  /** The safe mends that were made of the claim, in their order. */
  readonly mended?: readonly FixRecord[] | undefined;
}

/**
 * `mentions`: what a reader outside found in the notes; part of the facts, so that a replay asks nobody. `inputs`: what
 * is known beside the chart.
 */
export function codeChart(
  chart: Chart,
  knowledge: PipelineKnowledge,
  mentions?: readonly ReadMention[],
  inputs?: CodingInputs,
): CodedEncounter {
  const read = factsOf(chart);
  const facts = mentions ? { ...read, mentions } : read;
  const set = suggest(facts, knowledge);
  const beside = lookedBack(chart, inputs);
  const policy = policyFor(set, knowledge, inputs);
  const subject = subjectBeforeClaim(facts, set, beside);
  const run = runEdits(subject, { terminology: knowledge.terminology }, knowledge.edits);
  const besides = [...uncodedFindings(facts, set, knowledge), ...chartFindings(chart)];
  const findings = [...run.findings, ...besides];
  const coded: CodedEncounter = {
    ...{ chart, facts, set, findings, verdicts: run.verdicts, draft: undefined },
    disposition: dispose(set, findings, policy),
    ...(inputs ? { inputs } : {}),
    ...(knowledge.editions ? { editions: knowledge.editions } : {}),
  };
  if (!set.on) return coded;
  const allows = allowedMends(settingsFor(knowledge.edits ?? [], subject), inputs?.mends);
  const claiming = { on: set.on, knowledge, beside, allows, policy };
  if (coded.disposition.to === 'ready') return claimed(coded, claiming);
  const mendable = run.findings.filter(({ fix, edit }) => fix && allows(edit));
  if (mendable.length === 0) return coded;
  // What the edits said of the codes they say again of the claim, or no more once it is mended; a code of the record that
  // is replaced is then no code of the claim.
  const replaced = mendable.flatMap(({ fix, codes }) =>
    fix?.kind === 'replace-diagnosis-code' ? (codes[0] ?? []) : [],
  );
  const standing = besides.filter(({ codes: [code = ''] }) => !replaced.includes(code));
  const mended = claimed({ ...coded, findings: standing }, claiming);
  return mended.mended ? mended : coded;
}

function policyFor(
  set: SuggestionSet,
  { policy = DEFAULT_POLICY }: PipelineKnowledge,
  { approved }: CodingInputs = {},
): ReviewPolicy {
  const same = approved?.codes.join() === codesOfSet(set).join();
  return approved && same ? { ...policy, approved: true } : policy;
}

function subjectBeforeClaim(facts: Facts, set: SuggestionSet, beside: Beside): EditSubject {
  const inpatient = facts.visit.setting.value === 'inpatient';
  return { ...subjectOfCodes(set.diagnoses, set.services, facts, set.on, inpatient), ...beside };
}

/** What the edits look back on: the claims that are kept, and those that the chart carries. */
function lookedBack(chart: Chart, { today, history, historyFrom }: CodingInputs = {}): Beside {
  const carried = pastLinesOfChart(chart);
  if (!history && carried.length === 0) return { today };
  // A chart shows some earlier claims and never says that they are all.
  const from = history ? historyFrom : NOT_YET;
  return { today, history: [...carried, ...(history ?? [])], historyFrom: from };
}

/** Later than any day of service: the history is whole from no day on. */
export const NOT_YET = '9999-12-31' as ServiceDate;

interface Claiming {
  readonly on: ServiceDate;
  readonly knowledge: PipelineKnowledge;
  readonly beside: Beside;
  readonly allows: Allows;
  readonly policy: ReviewPolicy;
}

/** Makes the claim from the decided codes, mends what is allowed, and checks it once more as a payer will see it. */
function claimed(coded: CodedEncounter, { on, knowledge, beside, allows, policy }: Claiming): CodedEncounter {
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
  const made = claimKind(facts) === 'institutional' ? authorInstitutional(input) : authorClaim(input);
  const supportedVisits = set.services.map((s) => s.code);
  const check = (claim: Claim): EditRun => {
    const subject = subjectOfClaim(claim, facts, undefined, { ...beside, supportedVisits });
    return runEdits(subject, { terminology: knowledge.terminology }, knowledge.edits);
  };
  const { draft, records } = mendDraft(made, check, allows);
  const again = draftClaims(draft).map(check);
  const findings = merge(coded.findings, [...draft.problems, ...again.flatMap((run) => run.findings)]);
  const disposition = dispose(set, findings, policy);
  const verdicts = again.flatMap((run) => run.verdicts);
  return {
    ...coded,
    ...{ findings, verdicts, disposition, draft: disposition.to === 'ready' ? draft : undefined },
    ...(records.length > 0 ? { mended: records } : {}),
  };
}

export const AUTHOR = { name: 'Claimwright', version: '0.1.0' } as const;

/** An edit says the same of codes and of the claim made from them; it is shown once. */
function merge(before: readonly Finding[], after: readonly Finding[]): readonly Finding[] {
  const key = (f: Finding): string => `${f.edit} ${f.message}`;
  const seen = new Set(before.map(key));
  return [...before, ...after.filter((f) => !seen.has(key(f)))];
}
