/** Which problems of the record may be reported at all: ICD-10-CM guidelines II.H, III, IV.G–IV.J and status of the Condition. */
import type { Facts, Problem, Visit } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { isUnder } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { Citation, DiagnosisSuggestion, Uncoded, UncodedReason } from './model.ts';

export interface Selection {
  /** Problems the modules may code, strongest link first. */
  readonly reportable: readonly Problem[];
  /** Problems that were and are over: not current, but history where there is a code for it. */
  readonly past: readonly Problem[];
  /** Ids of listed problems without a sign of care in this encounter: kept only when chronic and systemic. */
  readonly listedOnly: ReadonlySet<string>;
  /** Ids of problems stated with doubt at inpatient discharge: some diagnoses may still not be coded. */
  readonly doubtful: ReadonlySet<string>;
  readonly uncoded: readonly Uncoded[];
}

export function selectProblems(facts: Facts, on: ServiceDate): Selection {
  const studied = facts.problems.some((p) => p.uses.some((u) => FINAL.includes(u)));
  const verdicts = facts.problems.map((problem) => ({
    problem,
    uncoded: exclusion(problem, facts.visit, on) ?? (studied ? onlyAdmitting(problem, on) : undefined),
  }));
  const reportable = verdicts.flatMap((v) => (v.uncoded ? [] : [v.problem]));
  return {
    reportable,
    past: verdicts.flatMap((v) =>
      v.uncoded?.reason === 'not-current' && isOver(v.problem) ? [v.problem] : [],
    ),
    listedOnly: idsWhere(reportable, (p) => p.link === 'problem-list' && p.addressed.length === 0),
    doubtful: idsWhere(reportable, isDoubtful),
    uncoded: verdicts.flatMap((v) => v.uncoded ?? []),
  };
}

const idsWhere = (problems: readonly Problem[], test: (p: Problem) => boolean): ReadonlySet<string> =>
  new Set(problems.filter(test).map((p) => p.id));

const isDoubtful = (p: Problem): boolean =>
  p.uncertainWords !== undefined || ['unconfirmed', 'provisional', 'differential'].includes(p.verification);

/** Inpatient discharge: the only setting where doubt is coded as if it were certain (II.H, III.C). */
const atInpatientDischarge = (visit: Visit): boolean =>
  visit.setting.value === 'inpatient' && visit.endDate !== undefined;

/** Over, and once certain: not merely begun later, or never more than suspected. */
const isOver = (p: Problem): boolean => p.clinical === 'resolved' || p.clinical === 'inactive';

function exclusion(p: Problem, visit: Visit, on: ServiceDate): Uncoded | undefined {
  const say = (reason: UncodedReason, explanation: string, section: string): Uncoded =>
    uncoded(p, reason, explanation, guideline(section, on));
  if (p.verification === 'entered-in-error') {
    return say('entered-in-error', 'The condition was entered in error and is never coded.', 'I.A.19');
  }
  if (p.verification === 'refuted') {
    return say(
      'refuted',
      'The condition was ruled out and is not coded; code what was found instead.',
      'IV.H',
    );
  }
  if (isDoubtful(p) && !atInpatientDischarge(visit)) {
    const doubt = `Stated with doubt (${p.uncertainWords ?? p.verification})`;
    return visit.setting.value === 'inpatient'
      ? say('uncertain', `${doubt}: coded as established only at discharge, which is not recorded.`, 'II.H')
      : say('uncertain', `${doubt}: outpatient, code the sign or symptom instead.`, 'IV.H');
  }
  return notCurrent(p, visit) ? say('not-current', notCurrentWords(p, visit), 'IV.J') : undefined;
}

/** What a diagnosis is used for once the patient was studied: discharge, comorbidity, billing. */
const FINAL = ['DD', 'CM', 'CC', 'billing'];

/** Why the patient was admitted is reported apart; what was found after study stands in its place (II, III). */
function onlyAdmitting(p: Problem, on: ServiceDate): Uncoded | undefined {
  if (p.uses.length === 0 || p.uses.some((u) => u !== 'AD')) return undefined;
  return uncoded(
    p,
    'replaced',
    'Recorded only as the admitting diagnosis; the diagnoses after study stand for it.',
    guideline('II', on),
  );
}

function notCurrent(p: Problem, visit: Visit): boolean {
  const last = visit.endDate ?? visit.date;
  if (p.link === 'problem-list' && p.onset && last && p.onset > last) return true;
  if (p.clinical === 'unstated')
    return p.abated !== undefined && visit.date !== undefined && p.abated < visit.date;
  if (p.clinical !== 'resolved' && p.clinical !== 'inactive') return false;
  // Resolved during or after this encounter: it was there on the day, which is what the claim is about.
  return !(
    p.abated &&
    visit.date &&
    p.abated >= visit.date &&
    (p.onset === undefined || p.onset <= (last ?? p.onset))
  );
}

function notCurrentWords(p: Problem, visit: Visit): string {
  const last = visit.endDate ?? visit.date;
  if (p.onset && last && p.onset > last)
    return `Recorded on ${p.onset}, after this encounter: not coded here.`;
  const state = p.clinical === 'unstated' ? `over since ${p.abated}` : p.clinical;
  return `The condition is ${state} and not coded as current; a history or sequela code may apply.`;
}

export function uncoded(p: Problem, reason: UncodedReason, explanation: string, citation: Citation): Uncoded {
  return { about: p.id, reason, explanation, citation, evidence: p.evidence };
}

/**
 * Chronic systemic diseases that affect care whenever they are present (IV.I, IV.J; Coding Clinic 3Q 2007 names
 * hypertension, Parkinson's disease, COPD and diabetes as examples "not limited to").
 */
const CHRONIC_SYSTEMIC = [
  ...['B20', 'D57', 'E08', 'E09', 'E10', 'E11', 'E13', 'E84', 'G20', 'G35', 'I10', 'I11', 'I12', 'I13'],
  ...['I50', 'J43', 'J44', 'K74', 'M05', 'M06', 'M32', 'N18', 'Z94'],
];

/** Confirmed only, whatever the setting: HIV, Zika, COVID-19, novel and other identified influenza (II.H's exceptions). */
const CONFIRMED_ONLY = ['A92.5', 'B20', 'J09', 'J10', 'U07.1'];

/** What mapping has shown to be not reportable after all: listed but neither addressed nor systemic; doubtful but confirmed-only. */
export function dropUnreportable(
  diagnoses: readonly DiagnosisSuggestion[],
  selection: Selection,
  on: ServiceDate,
): { readonly kept: readonly DiagnosisSuggestion[]; readonly uncoded: readonly Uncoded[] } {
  const judged = diagnoses.map((d) => ({ d, out: unreportable(d, selection, on) }));
  return { kept: judged.flatMap((j) => (j.out ? [] : [j.d])), uncoded: judged.flatMap((j) => j.out ?? []) };
}

function unreportable(d: DiagnosisSuggestion, s: Selection, on: ServiceDate): readonly Uncoded[] | undefined {
  const only = (ids: ReadonlySet<string>): boolean =>
    d.problems.length > 0 && d.problems.every((id) => ids.has(id));
  const all = (reason: UncodedReason, explanation: string, section: string): readonly Uncoded[] =>
    d.problems.map((about) => ({
      about,
      reason,
      explanation,
      citation: guideline(section, on),
      evidence: d.evidence,
    }));
  if (only(s.listedOnly) && !CHRONIC_SYSTEMIC.some((node) => isUnder(d.code, node))) {
    return all(
      'not-addressed',
      `On the problem list (${d.code}), with no sign that it was addressed here.`,
      'IV.J',
    );
  }
  if (only(s.doubtful) && CONFIRMED_ONLY.some((node) => isUnder(d.code, node))) {
    return all('uncertain', `${d.code} is coded only when confirmed, in every setting.`, 'II.H');
  }
  return undefined;
}
