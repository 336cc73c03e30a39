/** One visit's code with its worksheet: decision making or documented total time, whichever supports more (CPT E/M guidelines). */
import type { Evidence, Facts, Problem } from '../../chart/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import { service } from '../draft.ts';
import type { Citation, DiagnosisSuggestion, RuleRef, ServiceSuggestion } from '../model.ts';
import { courseQueries } from './course-query.ts';
import { higher } from './levels.ts';
import { codeAt, type EmFamily, rateTime, type TimeRating } from './time.ts';
import { decideMdm, type Mdm, mdmWorksheet } from './worksheet.ts';

/** What this needs of a module's context. */
export interface EmContext {
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly problems: readonly Problem[];
  rule(id: string, citation: Citation): RuleRef;
}

export interface EmDraft {
  readonly family: EmFamily;
  /** In our own words, without the level: `home visit, new patient`. */
  readonly what: string;
  readonly citation: Citation;
  /** What makes it a visit of this family: the setting, the patient's status, the request. */
  readonly evidence: readonly Evidence[];
  readonly placeOfService?: string;
  /** Only these problems count, and no time: the separate part of a visit. */
  readonly onlyFor?: readonly string[];
  /** Minutes belong to another service (psychotherapy beside a visit): decision making alone decides. */
  readonly timeless?: boolean;
  /** A following day of a hospital stay. */
  readonly later?: boolean;
}

/** Undefined when no problem was addressed: nothing shows an evaluation. */
export function emVisit(facts: Facts, context: EmContext, draft: EmDraft): ServiceSuggestion | undefined {
  const { family, onlyFor, later = false } = draft;
  const mdm = decideMdm({
    facts,
    diagnoses: context.diagnoses,
    reportable: context.problems,
    later,
    ...(onlyFor ? { onlyFor } : {}),
  });
  const time = onlyFor || draft.timeless ? undefined : rateTime(facts, family);
  if (mdm.addressed.length === 0) return undefined;
  const level = time?.level ? higher(mdm.level, time.level) : mdm.level;
  const code = codeAt(family, level);
  if (!code) return undefined;
  return service({
    system: SYSTEM.cpt,
    code,
    label: `${draft.what}, ${level}`,
    date: facts.visit.date,
    placeOfService: draft.placeOfService,
    confidence: emConfidence(mdm, time),
    evidence: [
      ...draft.evidence,
      ...mdm.problems.evidence,
      ...mdm.data.evidence,
      ...mdm.risk.evidence,
      ...(time?.row.evidence ?? []),
    ],
    problems: mdm.addressed.map((r) => r.problem.id),
    queries: level === mdm.level ? courseQueries(mdm, facts) : [],
    worksheet: mdmWorksheet(mdm, time, code, family),
    rule: context.rule(level === mdm.level ? 'decision-making' : 'total-time', draft.citation),
  });
}

/** Highest where time and decision making agree; lower where a chronic problem's course had to be taken as stable. */
export function emConfidence(mdm: Mdm, time: TimeRating | undefined): number {
  if (time?.level === mdm.level) return 0.95;
  const assumed = mdm.addressed.some((r) => r.term === 'stable chronic illness' && !r.told);
  return assumed ? 0.75 : 0.88;
}
