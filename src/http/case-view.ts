/** What the workbench is shown of a case: everything a coder needs on one page, nothing that is not shown. */
import type { CaseDetails, Facts, StoredCase } from '../flow/index.ts';

type Kept = StoredCase<CaseDetails>;

/** One row of the list. */
export function caseRow({ case: c, details }: Kept) {
  const { coded } = details;
  const errors = coded?.findings.filter((f) => f.severity === 'error').length ?? 0;
  return {
    id: c.id,
    encounter: c.encounter,
    state: c.state,
    patient: coded ? patientOf(coded.facts, coded.chart.patient?.name?.[0]) : undefined,
    date: coded?.set.on,
    setting: coded?.facts.visit.setting.value,
    diagnoses: coded?.set.diagnoses.map((d) => d.code) ?? [],
    services: coded?.set.services.map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-')) ?? [],
    errors: errors + (details.fault ? 1 : 0),
    queries: coded?.set.queries.length ?? 0,
    claim: details.claim,
  };
}

/** The whole case. */
export function caseView(kept: Kept) {
  const { case: c, details } = kept;
  const { coded } = details;
  return {
    ...caseRow(kept),
    source: coded?.chart.source,
    visit: coded && visitOf(coded.facts),
    diagnosesInOrder: coded?.set.diagnoses ?? [],
    serviceLines: coded?.set.services ?? [],
    queriesOpen: coded?.set.queries ?? [],
    uncoded: coded?.set.uncoded ?? [],
    findings: coded?.findings ?? [],
    reasons: coded?.disposition.reasons ?? [],
    modules: coded?.set.modules ?? [],
    claimResource: coded?.draft?.claim,
    provenance: coded?.draft?.provenance,
    writeBack: details.writeBack,
    fault: details.fault,
    events: c.events,
  };
}

function patientOf(facts: Facts, name: { text?: string; given?: string[]; family?: string } | undefined) {
  const words = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
  return {
    name: words || 'unnamed',
    age: facts.person.age,
    sex: facts.person.sex,
    birthDate: facts.person.birthDate,
  };
}

function visitOf(facts: Facts) {
  const { visit } = facts;
  return {
    setting: visit.setting.value,
    modality: visit.modality.value,
    patientStatus: visit.patientStatus.value,
    documentedMinutes: visit.documentedMinutes?.value,
    types: visit.types.map((t) => t.words),
    reasons: visit.reasons.map((r) => r.words),
    payer: facts.coverages[0]?.payerName,
    rendering: facts.parties.find((p) => p.role === 'rendering')?.name,
  };
}
