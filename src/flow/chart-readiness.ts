/** Whether a chart is ready to be coded and claimed: our coding-ready profiles, the authoring of its claim, and the check of the 837 it would be. */
import type { Chart, Facts } from '../chart/index.ts';
import {
  authorClaim,
  authorInstitutional,
  type ClaimDraft,
  type ClaimInput,
  claimKind,
  draftClaims,
} from '../claim/index.ts';
import { CLAIMWRIGHT_BASE, type FhirValidator, keyOf, type Resource } from '../fhir/index.ts';
import { checkedClaims, dossierOf, type Submission, write837 } from '../x12/index.ts';
import { AUTHOR, codeChart, type PipelineKnowledge } from './pipeline.ts';

export interface ReadyRow {
  /** `encounter` and `condition`: what coding needs; `reading`: what could not be had; `claim` and `837`: what a claim needs. */
  readonly of: 'encounter' | 'condition' | 'reading' | 'claim' | '837';
  readonly severity: 'error' | 'warning';
  /** The element, or the loop and segment of the 837. */
  readonly where: string;
  /** What is missing and what comes of it, in a sentence. */
  readonly effect: string;
}

export interface ChartReadiness {
  readonly encounter: string;
  /** `no`: it cannot be coded, or not claimed; `asks`: a person is asked something; `yes`: nothing is missing. */
  readonly ready: 'yes' | 'asks' | 'no';
  readonly rows: readonly ReadyRow[];
}

export function chartReadiness(
  chart: Chart,
  { validator, knowledge }: { readonly validator: FhirValidator; readonly knowledge: PipelineKnowledge },
): ChartReadiness {
  const { facts, set } = codeChart(chart, knowledge);
  const { on } = set;
  const reported = new Set(facts.problems.map((p) => p.id));
  const conditions = chart.of('Condition').filter((c) => reported.has(keyOf(c) ?? ''));
  const coding = [
    ...profiled(chart.encounter, 'coding-ready-encounter', 'encounter', validator),
    ...conditions.flatMap((c) => profiled(c, 'coding-ready-condition', 'condition', validator)),
    ...chart.gaps.map(
      ({ what, reason }): ReadyRow => ({
        of: 'reading',
        severity: 'warning',
        where: what,
        effect: `It could not be read (${reason}): what it says is not coded.`,
      }),
    ),
  ];
  const rows = [...coding, ...(on === undefined ? [] : claimRows(chart, facts, { ...set, on }, knowledge))];
  const ready = rows.some((r) => r.severity === 'error') ? 'no' : rows.length > 0 ? 'asks' : 'yes';
  return { encounter: keyOf(chart.encounter) ?? 'Encounter', ready, rows };
}

function profiled(
  resource: Resource,
  profile: string,
  of: ReadyRow['of'],
  validator: FhirValidator,
): readonly ReadyRow[] {
  const url = `${CLAIMWRIGHT_BASE}/StructureDefinition/${profile}`;
  return validator.validate(resource, [url]).flatMap(({ severity, expression, diagnostics }): ReadyRow[] => {
    if (severity === 'information') return [];
    const where = `${expression ?? resource.resourceType} in ${keyOf(resource) ?? resource.resourceType}`;
    return [{ of, severity: severity === 'warning' ? 'warning' : 'error', where, effect: diagnostics }];
  });
}

type Coded = Pick<ClaimInput, 'diagnoses' | 'services' | 'on'>;

function claimRows(
  chart: Chart,
  facts: Facts,
  { diagnoses, services, on }: Coded,
  knowledge: PipelineKnowledge,
): readonly ReadyRow[] {
  const { period } = chart.encounter;
  const input = {
    ...{ facts, diagnoses, services, on },
    chartSource: chart.source,
    charges: knowledge.charges,
    author: AUTHOR,
    madeAt: period?.end ?? period?.start ?? on,
  };
  const draft = claimKind(facts) === 'institutional' ? authorInstitutional(input) : authorClaim(input);
  const problems = draft.problems.map(
    ({ severity, expression, message }): ReadyRow => ({
      of: 'claim',
      severity: severity === 'error' ? 'error' : 'warning',
      where: expression,
      effect: message,
    }),
  );
  // Of a claim that has no lines or no payer the 837 would say the same once more.
  return problems.some((p) => p.severity === 'error')
    ? problems
    : [...problems, ...x12Rows(draft, chart, facts)];
}

/** The people, organisations and coverages a claim names are seen only when they are written. */
function x12Rows(draft: ClaimDraft, chart: Chart, facts: Facts): readonly ReadyRow[] {
  const dossiers = draftClaims(draft).map((claim) => dossierOf(claim, chart.resources));
  const text = [...write837(dossiers, { ...TRIAL, kind: claimKind(facts) })].join('');
  return checkedClaims(text).flatMap((event) => {
    const faults = event.kind === 'claim' ? event.faults : event.kind === 'fault' ? [event.fault] : [];
    return faults.map(
      ({ severity, loop, segment, element, message }): ReadyRow => ({
        of: '837',
        severity,
        where: [loop, `${segment ?? ''}${element === undefined ? '' : String(element).padStart(2, '0')}`]
          .filter((part) => part)
          .join(' '),
        effect: `${message.replace(/\.$/, '')}.`,
      }),
    );
  });
}

/** An envelope that is never sent. */
const TRIAL: Omit<Submission, 'kind'> = {
  sender: { qualifier: 'ZZ', id: 'TRIAL' },
  receiver: { qualifier: 'ZZ', id: 'TRIAL' },
  applicationSender: 'TRIAL',
  applicationReceiver: 'TRIAL',
  at: '2000-01-01T00:00:00Z',
  interchangeControlNumber: 1,
  groupControlNumber: 1,
  usage: 'T',
  submitter: {
    name: 'TRIAL',
    id: 'TRIAL',
    contact: { name: { text: 'TRIAL' }, telecom: [{ system: 'phone', value: '0000000000' }] },
  },
  receiverName: 'TRIAL',
  receiverId: 'TRIAL',
  batch: '1',
};
