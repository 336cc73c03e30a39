/** Hospital inpatient and observation visits, day by day: 99221–99223, 99231–99236, 99238, 99239 (CPT E/M guidelines; CMS Pub. 100-04 ch. 12 §30.6.9). */
import {
  type EmFamily,
  emVisit,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  type ServiceDate,
  visitFamily,
  visitRecorded,
  within,
} from '../../src/suggest/module.ts';
import { HOSPITAL } from './citations.ts';
import { factsOfDay, laterDay } from './day.ts';
import { type DischargeTable, dischargeDay } from './discharge.ts';
import { type Plan, planOf } from './plan.ts';
import { hoursQuery, initialQuery, problemsQuery } from './queries.ts';

interface Tables {
  readonly initial: EmFamily;
  readonly subsequent: EmFamily;
  readonly sameDay: EmFamily;
  readonly discharge: DischargeTable;
  readonly leastHours: readonly { payer: string; from: string; to?: string; hours: number }[];
}

export const prepare: PrepareFunction = (raw) => {
  const tables = {
    ...(raw['levels.json'] as object),
    ...(raw['payers.json'] as object),
  } as Tables;
  return (facts, context) => hospital(facts, context, tables);
};

const NEWBORN = /^Z38/;

function hospital(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (visitFamily(facts).family !== 'hospital') return {};
  // A newborn's days in hospital have codes of their own.
  if (context.diagnoses.some((d) => NEWBORN.test(d.code))) return {};
  const plan = planOf(facts.visit);
  if (!plan) return {};
  if (plan.sameDay) return sameDay(facts, context, tables, plan);
  const first = plan.initial;
  const output = first
    ? visitOn(first, 'initial', facts, context, tables)
    : visitRecorded(facts)
      ? {}
      : { queries: [initialQuery(facts)] };
  const days = plan.subsequent.map((day) => visitOn(day, 'subsequent', facts, context, tables));
  const last = plan.discharge ? discharged(plan.discharge, facts, context, tables) : {};
  return joined([output, ...days, last]);
}

const joined = (outputs: readonly ModuleOutput[]): ModuleOutput => ({
  services: outputs.flatMap((o) => o.services ?? []),
  queries: outputs.flatMap((o) => o.queries ?? []),
});

type Kind = 'initial' | 'subsequent' | 'sameDay';

const WHAT: Readonly<Record<Kind, string>> = {
  initial: 'hospital, first visit',
  subsequent: 'hospital, later visit',
  sameDay: 'hospital, admitted and discharged on one day',
};

/** A day on which the record carries a visit code is not levelled again. */
function visitOn(
  day: ServiceDate,
  kind: Kind,
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): ModuleOutput {
  if (visitRecorded(facts, day)) return {};
  const ofDay = factsOfDay(facts, day);
  const told = kind === 'subsequent' ? laterDay(ofDay, context) : ofDay;
  const problems = context.problems.flatMap((p) => told.problems.find((q) => q.id === p.id) ?? []);
  const visit = emVisit(
    told,
    { ...context, problems },
    {
      family: tables[kind],
      what: WHAT[kind],
      citation: HOSPITAL,
      evidence: facts.visit.setting.evidence,
      later: kind === 'subsequent',
    },
  );
  return visit ? { services: [visit] } : { queries: [problemsQuery(facts, day)] };
}

function discharged(day: ServiceDate, facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (visitRecorded(facts, day)) return {};
  return { services: [dischargeDay(day, facts, context, tables.discharge)] };
}

/**
 * 99234–99236 needs both visits on record, and Medicare a stay of eight hours; a shorter one, or one visit alone, is a
 * first visit (CMS Pub. 100-04 ch. 12 §30.6.9.1).
 */
function sameDay(facts: Facts, context: ModuleContext, tables: Tables, plan: Plan): ModuleOutput {
  const day = facts.visit.date;
  if (!day) return {};
  if (!plan.initial && !plan.discharge) return { queries: [initialQuery(facts)] };
  if (!plan.initial || !plan.discharge) return visitOn(day, 'initial', facts, context, tables);
  const payer = payerKindOf(facts);
  const least = tables.leastHours.find((r) => r.payer === payer && within(context.on, r))?.hours;
  const minutes = facts.visit.periodMinutes;
  if (least === undefined) return visitOn(day, 'sameDay', facts, context, tables);
  if (minutes === undefined) return { queries: [hoursQuery(facts, least)] };
  return visitOn(day, minutes >= least * 60 ? 'sameDay' : 'initial', facts, context, tables);
}
