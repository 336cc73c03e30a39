/** What the record says of the visit itself: whether it was preventive (ICD-10-CM guidelines I.C.21.c.13), and which codes it carries. */
import type { Concept, Evidence, Facts, Problem, Service, Setting } from '../chart/index.ts';
import { evidence } from '../chart/index.ts';
import { SYSTEM } from '../fhir/index.ts';
import { icd10CmCode, type ProcedureCode, procedureCode } from '../terminology/index.ts';

/** `wellness` and `welcome` are Medicare's own visits, which only their names can tell (42 CFR 410.15, 410.16). */
export type PreventiveKind = 'examination' | 'wellness' | 'welcome';

export interface PreventiveVisit {
  readonly kind: PreventiveKind;
  /** The recorded examination code (Z00.0-, Z00.1-), where there is one. */
  readonly recorded: Problem | undefined;
  /** Ids of the facts that say so: the examination's Condition, the reason for the visit, else the visit. */
  readonly facts: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** SNOMED CT: well child visit, general examination, adult health examination; annual wellness visit (US extension). */
const CONCEPTS: ReadonlyMap<string, PreventiveKind> = new Map([
  ['410620009', 'examination'],
  ['162673000', 'examination'],
  ['268565007', 'examination'],
  ['444971000124105', 'wellness'],
]);

/** First match wins: a "Medicare annual wellness visit" is no examination. */
const WORDS: readonly (readonly [RegExp, PreventiveKind])[] = [
  [/\b(?:welcome to medicare|initial preventive physical|ippe)\b/i, 'welcome'],
  [/\b(?:annual|medicare|initial|subsequent) wellness\b/i, 'wellness'],
  [/\bAWV\b/, 'wellness'],
  [
    /\bwell[- ](?:child|baby|infant|adolescent|woman|visit)\b|\b(?:annual|yearly|routine|complete|general) (?:physical|health (?:check|exam\w*)|medical exam\w*|preventive\b|exam\w*)|\bpreventive (?:visit|exam\w*|medicine|care|physical)|\bhealth maintenance (?:visit|exam\w*)|\bchild health exam\w*/i,
    'examination',
  ],
];

/** An examination for an administrative purpose (Z02) or of one organ (Z01) is no preventive visit. */
const OTHER_EXAM =
  /\b(?:sports?|school|camp|employment|driver\S*|dot|disability|pre-?op\w*|gyn\w*|pelvic|eye|dental|follow[- ]?up)\b/i;

const SETTINGS: readonly Setting[] = ['office', 'home', 'telehealth', 'nursing-facility', 'unknown'];
const EXAMINATION = /^Z00\.(?:0|1)/;
/** The gynaecological examination is preventive only where the visit is called so: a smear alone is none. */
const WELL_WOMAN = /^Z01\.41/;

/** Undefined when nothing in the record says that the visit was preventive. */
export function preventiveVisit(facts: Facts): PreventiveVisit | undefined {
  if (!SETTINGS.includes(facts.visit.setting.value)) return undefined;
  const said = spoken(facts);
  const recorded = facts.problems.find((p) => isCoded(p, EXAMINATION) || (said && isCoded(p, WELL_WOMAN)));
  if (!recorded && !said) return undefined;
  const named = said && said.fact !== facts.visit.id ? [said.fact] : [];
  const ids = [...(recorded ? [recorded.id] : []), ...named];
  return {
    kind: said?.kind ?? 'examination',
    recorded,
    facts: ids.length > 0 ? ids : [facts.visit.id],
    evidence: [...(recorded?.evidence ?? []), ...(said ? [said.evidence] : [])],
  };
}

/** A recorded examination code of this encounter, neither ruled out nor entered in error. */
function isCoded(p: Problem, examination: RegExp): boolean {
  return (
    p.link !== 'problem-list' &&
    p.verification !== 'refuted' &&
    p.verification !== 'entered-in-error' &&
    p.concept.codings.some((c) => c.system === SYSTEM.icd10cm && examination.test(icd10CmCode(c.code) ?? ''))
  );
}

interface Said {
  readonly kind: PreventiveKind;
  readonly fact: string;
  readonly evidence: Evidence;
}

/** The type of the encounter decides before the reason the patient gave. */
function spoken({ visit, problems }: Facts): Said | undefined {
  const types = visit.types.flatMap((t, i) => {
    const kind = kindOf(t);
    return kind
      ? [{ kind, fact: visit.id, evidence: evidence(visit.id, `Encounter.type[${i}]`, t.words) }]
      : [];
  });
  const reasons = visit.reasons.flatMap((r, i) => {
    const kind = kindOf(r);
    const id = `${visit.id}#reason-${i}`;
    const fact = problems.some((p) => p.id === id) ? id : visit.id;
    return kind ? [{ kind, fact, evidence: r.evidence }] : [];
  });
  const [type] = types;
  const [reason] = reasons;
  return type && reason ? { ...type, fact: reason.fact } : (type ?? reason);
}

function kindOf({ codings, words }: Concept): PreventiveKind | undefined {
  const coded = codings.map((c) => CONCEPTS.get(c.code)).find(Boolean);
  if (coded) return coded;
  if (OTHER_EXAM.test(words)) return undefined;
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}

/** A CPT or HCPCS code that the record already carries for something done in this encounter. */
export interface RecordedCode {
  readonly code: ProcedureCode;
  readonly service: Service;
}

/** Codes on completed Procedures and on ChargeItems that are billed or to be billed: orders are no services done. */
export function recordedCodes(facts: Facts): readonly RecordedCode[] {
  return facts.services.filter(isDone).flatMap((service) =>
    service.concept.codings.flatMap((c) => {
      const code = c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs ? procedureCode(c.code) : undefined;
      return code ? [{ code, service }] : [];
    }),
  );
}

const isDone = (s: Service): boolean =>
  (s.kind === 'procedure' && s.status === 'completed') ||
  (s.kind === 'charge' && (s.status === 'billable' || s.status === 'billed'));

/** Evaluation and management of any kind, telemedicine visits and psychiatric sessions. */
const VISIT_CODE =
  /^(?:9920[2-5]|9921[1-5]|992[2-9]\d|993[0-4]\d|99350|9938\d|9939\d|980(?:0\d|1[0-6])|9079[12]|9083[247]|9946\d|9947\d)$/;

export const isVisitCode = (code: string): boolean => VISIT_CODE.test(code);

/** A visit code the record carries, on a day if one is given: such a visit is not levelled again. */
export const visitRecorded = (facts: Facts, on?: string): boolean =>
  facts.services.some(
    (s) =>
      (s.kind === 'procedure' || s.kind === 'charge') &&
      !['entered-in-error', 'not-done', 'aborted'].includes(s.status) &&
      (on === undefined || s.date === undefined || s.date === on) &&
      s.concept.codings.some(
        (c) => (c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs) && isVisitCode(c.code.trim()),
      ),
  );

export * from './visit-family.ts';
