/** Modifier 25 on a visit separate from the day's procedure, 57 where it decided on surgery (NCCI ch. 1 §D; CMS Pub. 100-04 ch. 12 §30.6.6, 40.2). */
import {
  addDays,
  type Evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  procedureCode,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';
import { beyondProcedure, isWorkedOut } from './beyond.ts';
import { decidedForSoon, decisionIn } from './decision.ts';
import { decisionQuery, separateQuery } from './queries.ts';
import { separatePart } from './separate-part.ts';
import { compile, type Tables } from './tables.ts';
import { besideTreatment } from './treatment.ts';

export const prepare: PrepareFunction = (raw) => {
  const listed = compile(raw);
  return (facts, context) => {
    const tables = byFeeSchedule(listed, context);
    const visits = context.services.filter(
      (s) => tables.isPreventive(s.code) || tables.isProblemVisit(s.code),
    );
    const judged = visits.map((visit) => judge(visit, facts, context, tables));
    return {
      services: judged.flatMap((j) => j.services ?? []),
      queries: judged.flatMap((j) => j.queries ?? []),
    };
  };
};

/** The fee schedule in force knows the global period of every code; the spans stand in for it where none is loaded. */
function byFeeSchedule(listed: Tables, { terminology, on }: ModuleContext): Tables {
  const days = (code: string): string | undefined => {
    const normal = /^[1-6]\d{4}$/.test(code) ? procedureCode(code) : undefined;
    const known = normal ? terminology.procedures.globalDays(normal, on) : undefined;
    return known?.kind === 'known' ? known.value : undefined;
  };
  return {
    ...listed,
    isMinor: (code) => {
      const told = days(code);
      return told === undefined ? listed.isMinor(code) : told === '000' || told === '010';
    },
    isMajor: (code) => {
      const told = days(code);
      return told === undefined ? listed.isMajor(code) : told === '090';
    },
  };
}

/** The one modifier that the record earns: 57 says that the visit led to the surgery, so 25 says nothing beside it. */
function judge(visit: ServiceSuggestion, facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (visit.modifiers.some((m) => ['24', '25', '57'].includes(m.code))) return {};
  const surgery = beforeSurgery(visit, facts, context, tables);
  if (surgery) return surgery;
  const sameDay = context.services.filter((s) => s !== visit && s.date === visit.date);
  return (
    besideVaccine(visit, sameDay, tables) ??
    besidePreventive(visit, sameDay, tables) ??
    besideProcedure(visit, sameDay, facts, context, tables) ??
    besideTreatment(visit, sameDay, facts, context, tables) ??
    {}
  );
}

const add = (
  visit: ServiceSuggestion,
  code: '25' | '57',
  reason: string,
  evidence: readonly Evidence[],
): ModuleOutput => ({
  services: [{ ...visit, modifiers: [...visit.modifiers, { code, reason, evidence }] }],
});

const firstWords = (lines: readonly ServiceSuggestion[]): readonly Evidence[] =>
  lines.flatMap((l) => l.evidence.slice(0, 1));

/** A 90-day operation on the day of the visit or on the next one. */
function beforeSurgery(
  visit: ServiceSuggestion,
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): ModuleOutput | undefined {
  const { date } = visit;
  if (!date || !tables.isProblemVisit(visit.code)) return undefined;
  const next = addDays(date, 1);
  const major = context.services.filter(
    (s) => tables.isMajor(s.code) && (s.date === date || s.date === next),
  );
  if (major.length === 0) return decidedInNote(visit, facts);
  const about = major.filter((m) => sharesProblem(visit, m));
  const decided = about.length > 0 ? decisionIn(facts, about) : undefined;
  if (!decided) return { queries: [decisionQuery(visit, major)] };
  const reason = `The decision for ${about.map((m) => m.code).join(', ')}, with a 90-day global period, was made at this visit`;
  return add(visit, '57', reason, decided);
}

/** The operation follows in an encounter of its own, and the note of this one tells the decision. */
function decidedInNote(visit: ServiceSuggestion, facts: Facts): ModuleOutput | undefined {
  const decided = decidedForSoon(facts);
  if (decided.length === 0) return undefined;
  const reason = 'The decision for major surgery of today or tomorrow was made at this visit';
  return add(visit, '57', reason, decided);
}

const sharesProblem = (visit: ServiceSuggestion, surgery: ServiceSuggestion): boolean =>
  visit.problems.length === 0 ||
  surgery.problems.length === 0 ||
  visit.problems.some((p) => surgery.problems.includes(p));

function besideVaccine(
  visit: ServiceSuggestion,
  sameDay: readonly ServiceSuggestion[],
  { isImmunization }: Tables,
): ModuleOutput | undefined {
  const vaccines = sameDay.filter((s) => isImmunization(s.code));
  if (vaccines.length === 0) return undefined;
  return add(visit, '25', 'A visit beside the administration of vaccines', firstWords(vaccines));
}

/** Of a preventive visit and an office visit on one day, the office visit is the separate one (CPT preventive medicine). */
function besidePreventive(
  visit: ServiceSuggestion,
  sameDay: readonly ServiceSuggestion[],
  { isPreventive, isProblemVisit }: Tables,
): ModuleOutput | undefined {
  const [preventive] = sameDay.filter((s) => isPreventive(s.code));
  if (!preventive || !isProblemVisit(visit.code)) return undefined;
  const reason = `A separate problem was evaluated and treated beside the preventive visit ${preventive.code}`;
  return add(visit, '25', reason, visit.evidence);
}

function besideProcedure(
  visit: ServiceSuggestion,
  sameDay: readonly ServiceSuggestion[],
  facts: Facts,
  context: ModuleContext,
  { isMinor, isPreventive }: Tables,
): ModuleOutput | undefined {
  const minor = sameDay.filter((s) => isMinor(s.code));
  const named = [...new Set(minor.map((m) => m.code))].join(', ');
  if (minor.length === 0) return undefined;
  if (isPreventive(visit.code)) {
    return add(visit, '25', `A preventive visit, apart from ${named}`, visit.evidence);
  }
  const beyond = beyondProcedure(visit, minor, context);
  if (!beyond || beyond.length === 0) {
    const asked = { queries: [separateQuery(visit, minor)] };
    return beyond && isWorkedOut(visit) ? { ...asked, services: givingWay(visit, minor) } : asked;
  }
  const problems = beyond.map((p) => p.concept.words || p.id).join(', ');
  const evidence = beyond.flatMap((p) => [...p.evidence.slice(0, 1), ...p.addressed.slice(0, 1)]);
  const reason = `Evaluated apart from the reason of ${named}: ${problems}`;
  const apart = separatePart(visit, beyond, facts, context);
  return { services: [{ ...apart, modifiers: [...apart.modifiers, { code: '25', reason, evidence }] }] };
}

/** The decision for a minor procedure is part of it, of a new patient, too (NCCI ch. 1 §D): the visit is asked about, not billed. */
const givingWay = (
  visit: ServiceSuggestion,
  minor: readonly ServiceSuggestion[],
): readonly ServiceSuggestion[] =>
  minor.slice(0, 1).map((m) => ({ ...m, replaces: [...m.replaces, visit.code] }));
