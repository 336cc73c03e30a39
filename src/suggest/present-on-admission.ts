/** Whether a diagnosis of an inpatient stay was present on admission (Official Guidelines, Appendix I): suggested, or asked. Pure. */
import type { Evidence, Facts, Problem } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { underAny } from './consolidate.ts';
import { guideline } from './draft.ts';
import { stated } from './interpreters/words.ts';
import type { Citation, DiagnosisSuggestion, Query } from './model.ts';
import { exemptFromPresentOnAdmission } from './present-on-admission-exempt.ts';
import { ownWordsOf, problemsBehind } from './resting.ts';

/** Y yes, N no, U the documentation does not say, W clinically undetermined. */
export type AdmissionIndicator = 'Y' | 'N' | 'U' | 'W';

export interface PresentOnAdmission {
  /** Undefined for exempt codes, and for external causes, of which the list of exempt codes cannot tell by nodes. */
  readonly indicator: AdmissionIndicator | undefined;
  readonly exempt: boolean;
  /** One plain sentence. */
  readonly why: string;
  readonly citation: Citation;
  readonly evidence: readonly Evidence[];
  /** Open where the indicator is U: the provider may know. */
  readonly query: Query | undefined;
}

const YES = [
  'present on admission',
  'poa',
  'present on arrival',
  'on arrival',
  'on presentation',
  'prior to admission',
];
const NO = [
  'not present on admission',
  'hospital acquired',
  'nosocomial',
  'developed during the stay',
  'developed during admission',
  'developed after admission',
  'developed in hospital',
  'occurred after admission',
  'during hospitalization',
];
const UNDETERMINED = [
  'clinically undetermined',
  'unable to determine whether present on admission',
  'cannot be clinically determined',
];

/**
 * Lasting diseases: present on admission though diagnosed in the stay. Codes that add an acute state (J44.1, I50.23,
 * E11.65) are left out: their indicator is N when only that state came later.
 */
const LASTING = [
  ...[
    'B18',
    'B20',
    'C',
    'D57',
    'E03',
    'E10.9',
    'E11.9',
    'E11.2',
    'E11.3',
    'E11.4',
    'E13.9',
    'E66',
    'E78',
    'E84',
    'F01',
  ],
  ...[
    'F02',
    'F03',
    'F20',
    'F31',
    'F32',
    'F33',
    'F41.1',
    'F84',
    'G20',
    'G30',
    'G35',
    'G40',
    'G47.3',
    'G80',
    'H40',
    'I10',
  ],
  ...[
    'I11',
    'I12',
    'I13',
    'I25.1',
    'I27',
    'I34',
    'I35',
    'I42',
    'I48.1',
    'I48.2',
    'I50.22',
    'I50.32',
    'I50.42',
    'I70',
  ],
  ...[
    'I73.9',
    'J41',
    'J42',
    'J43',
    'J44.9',
    'J45.20',
    'J45.30',
    'J45.40',
    'J45.50',
    'J45.909',
    'J84.1',
    'J96.1',
    'K21',
  ],
  ...[
    'K50.90',
    'K51.90',
    'K70.30',
    'K74',
    'K86.1',
    'L40',
    'M05',
    'M06',
    'M10.9',
    'M15',
    'M16',
    'M17',
    'M18',
    'M19',
    'M32',
  ],
  ...['M47', 'M48', 'M81', 'N18', 'N40'],
];

/** Undefined outside an inpatient stay, where the indicator is not reported. */
export function presentOnAdmission(
  d: DiagnosisSuggestion,
  facts: Facts,
  on: ServiceDate,
): PresentOnAdmission | undefined {
  const admitted = facts.visit.date;
  if (facts.visit.setting.value !== 'inpatient' || admitted === undefined) return undefined;
  const say = (
    indicator: AdmissionIndicator | undefined,
    why: string,
    exempt = false,
  ): PresentOnAdmission => ({
    indicator,
    exempt,
    why,
    citation: guideline('Appendix I', on),
    evidence: d.evidence,
    query: indicator === 'U' ? ask(d, on) : undefined,
  });
  const exempt = exemptFromPresentOnAdmission(d.code);
  if (exempt === true) return say(undefined, `${d.code} is exempt from the indicator.`, true);
  if (exempt === undefined)
    return say(undefined, 'Of an external cause the list is to be asked code by code.');
  return judged(d, problemsBehind(d, facts), admitted, say);
}

type Say = (indicator: AdmissionIndicator, why: string) => PresentOnAdmission;

/** The provider's words first; then what made the admission; then dates; then the nature of the disease. */
function judged(
  d: DiagnosisSuggestion,
  problems: readonly Problem[],
  admitted: ServiceDate,
  say: Say,
): PresentOnAdmission {
  const said = problems.flatMap(ownWordsOf);
  const states = (phrases: readonly string[]): boolean =>
    said.some((text) => stated(text, phrases) !== undefined);
  if (states(UNDETERMINED)) return say('W', 'The provider cannot determine it clinically.');
  if (states(NO)) return say('N', 'The record says that it came after the admission.');
  if (states(YES)) return say('Y', 'The record says so.');
  if (problems.some((p) => p.rank === 1 || p.uses.includes('AD'))) {
    return say('Y', 'It is the principal or the admitting diagnosis.');
  }
  if (problems.some((p) => p.onset !== undefined && p.onset <= admitted)) {
    return say('Y', 'It began, or was recorded, no later than on the day of admission.');
  }
  if (underAny(d.code, LASTING))
    return say('Y', 'A lasting disease, present though it was diagnosed in the stay.');
  return say('U', 'Neither words nor dates say whether it was there on admission.');
}

const ask = (d: DiagnosisSuggestion, on: ServiceDate): Query => ({
  id: 'present-on-admission',
  about: d.problems[0] ?? d.code,
  question: `Was it present when the patient was admitted: ${d.title}?`,
  options: [
    { answer: 'yes (Y)' },
    { answer: 'no, it came later (N)' },
    { answer: 'it cannot be determined clinically (W)' },
  ],
  citation: guideline('Appendix I', on),
  evidence: d.evidence,
});
