/** What a list shows of a case: kept beside it, so that a list of a million reads no chart. */
import type { Facts } from '../chart/index.ts';
import { draftClaims } from '../claim/index.ts';
import type { HumanName } from '../fhir/index.ts';
import type { SummarisedCase } from '../review/index.ts';
import type { ServiceSuggestion } from '../suggest/index.ts';
import { patientIn } from './audit/audited-ehr.ts';
import type { CaseDetails } from './process.ts';

export function caseSummary(details: CaseDetails) {
  const { coded, fault, claim } = details;
  const errors = coded?.findings.filter((f) => f.severity === 'error').length ?? 0;
  return {
    /** Whose case it is, as audit events name a patient. */
    subject: coded && patientIn(coded.chart, coded.chart.source).patient,
    patient: coded ? patientOf(coded.facts, coded.chart.patient?.name?.[0]) : undefined,
    date: coded?.set.on,
    setting: coded?.facts.visit.setting.value,
    diagnoses: coded?.set.diagnoses.map((d) => d.code) ?? [],
    services: coded?.set.services.map((s) => s.code) ?? [],
    /** The services with their modifiers, as `99213-25`. */
    lines: coded?.set.services.map(lineOf) ?? [],
    errors: errors + (fault ? 1 : 0),
    queries: coded?.set.queries.length ?? 0,
    claim,
    /** The first thing against a claim. */
    against: fault?.message ?? coded?.disposition.reasons[0],
  };
}

export type Summary = ReturnType<typeof caseSummary>;

const NOTHING: Summary = {
  subject: undefined,
  patient: undefined,
  date: undefined,
  setting: undefined,
  diagnoses: [],
  services: [],
  lines: [],
  errors: 0,
  queries: 0,
  claim: undefined,
  against: undefined,
};

/** As it was kept, perhaps by an earlier program that knew less. */
export const summaryOf = ({ summary }: Pick<SummarisedCase, 'summary'>): Summary => {
  const kept = summary as Partial<Summary>;
  return { ...NOTHING, ...kept, lines: kept.lines ?? kept.services ?? [] };
};

/** The numbers of all its claims, in capitals. */
export const claimNumbersOf = ({ coded }: CaseDetails): readonly string[] => [
  ...new Set(
    (coded?.draft ? draftClaims(coded.draft) : []).flatMap((claim) =>
      (claim.identifier ?? []).flatMap(({ value }) => value?.toUpperCase() ?? []),
    ),
  ),
];

const lineOf = (s: ServiceSuggestion): string => [s.code, ...s.modifiers.map((m) => m.code)].join('-');

function patientOf(facts: Facts, name: HumanName | undefined) {
  const words = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
  return {
    name: words || 'unnamed',
    age: facts.person.age,
    sex: facts.person.sex,
    birthDate: facts.person.birthDate,
  };
}
