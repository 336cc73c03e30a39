/** What the workbench is shown of a case: everything a coder needs on one page, nothing that is not shown. */
import {
  type CaseDetails,
  caseSummary,
  type Facts,
  type StoredCase,
  type SummarisedCase,
  type Summary,
  summaryOf,
} from '../flow/index.ts';

type Kept = StoredCase<CaseDetails>;

/** One row of the list. */
export const caseRow = (kept: SummarisedCase) => rowOf(kept.case, summaryOf(kept));

function rowOf({ id, encounter, state }: SummarisedCase['case'], summary: Summary) {
  const { patient, date, setting, diagnoses, lines, errors, queries, claim } = summary;
  return { id, encounter, state, patient, date, setting, diagnoses, services: lines, errors, queries, claim };
}

/** The whole case. */
export function caseView({ case: c, details }: Kept) {
  const { coded } = details;
  return {
    ...rowOf(c, caseSummary(details)),
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
    /** The further claims of an encounter that one cannot hold. */
    furtherClaims: coded?.draft?.parts ?? [],
    writeBack: details.writeBack,
    fault: details.fault,
    events: c.events,
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
