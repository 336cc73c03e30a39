/** Consultations 99242–99245 and 99252–99255, or the visit codes of a payer that takes none (CPT; CMS Pub. 100-04 ch. 12 §30.6.10). */
import {
  type Citation,
  consultationNamed,
  type EmFamily,
  type Evidence,
  emVisit,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  visitFamily,
  visitRecorded,
  within,
} from '../../src/suggest/module.ts';
import { requestQuery, statusQuery } from './queries.ts';

interface PayerRow {
  readonly payer: string;
  readonly from: string;
  readonly to?: string;
  readonly takes: boolean;
  readonly authority: Citation;
}

type Crosswalk = 'officeNew' | 'officeEstablished' | 'emergency' | 'hospital' | 'nursingFacility';

interface Tables {
  readonly levels: Readonly<Record<'office' | 'inpatient', EmFamily>>;
  readonly crosswalk: Readonly<Record<Crosswalk, EmFamily>>;
  readonly rows: readonly PayerRow[];
}

export const prepare: PrepareFunction = (raw) => {
  const tables: Tables = {
    levels: raw['levels.json'] as Tables['levels'],
    crosswalk: raw['crosswalk.json'] as Tables['crosswalk'],
    rows: (raw['payers.json'] as { rows: readonly PayerRow[] }).rows,
  };
  return (facts, context) => consultation(facts, context, tables);
};

function consultation(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const { family, evidence } = visitFamily(facts);
  if (visitRecorded(facts)) return {};
  if (family !== 'office-consultation' && family !== 'inpatient-consultation') return unrequested(facts);
  const payer = payerKindOf(facts);
  const rule = tables.rows.find(
    (r) => r.payer === (payer === 'medicare' ? payer : 'other') && within(context.on, r),
  );
  if (!rule) return {};
  return rule.takes
    ? ofItsOwn(facts, context, tables, evidence, family === 'office-consultation' ? 'office' : 'inpatient')
    : crosswalked(facts, context, tables, evidence, rule);
}

/** Called a consultation, and nobody is on record who asked for it: then it is a visit like others. */
function unrequested(facts: Facts): ModuleOutput {
  const { visit } = facts;
  const named = visit.requestedBy ? [] : consultationNamed(visit);
  const takes = payerKindOf(facts) !== 'medicare' && ['office', 'home'].includes(visit.setting.value);
  return named.length > 0 && takes ? { queries: [requestQuery(facts, named)] } : {};
}

const SURE = { commercial: 0.8, 'self-pay': 0.8, medicaid: 0.6, unknown: 0.6, medicare: 0.6 } as const;

/** Many payers follow Medicare in this; the visit code is named as the alternative. */
function ofItsOwn(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  evidence: readonly Evidence[],
  where: 'office' | 'inpatient',
): ModuleOutput {
  const citation = { source: 'CPT E/M Guidelines', section: 'Consultations' };
  const line = emVisit(facts, context, {
    family: tables.levels[where],
    what: `${where} consultation`,
    citation,
    evidence,
  });
  if (!line) return {};
  const instead = insteadOf(facts);
  const visit =
    instead &&
    emVisit(facts, context, { family: tables.crosswalk[instead], what: 'visit', citation, evidence });
  return {
    services: [
      {
        ...line,
        confidence: Math.min(line.confidence, SURE[payerKindOf(facts)]),
        alternatives: visit ? [{ code: visit.code, why: 'where the payer takes no consultation codes' }] : [],
      },
    ],
  };
}

function crosswalked(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  evidence: readonly Evidence[],
  rule: PayerRow,
): ModuleOutput {
  const instead = insteadOf(facts);
  if (!instead) return { queries: [statusQuery(facts, rule.authority)] };
  const line = emVisit(facts, context, {
    family: tables.crosswalk[instead],
    what: 'visit in place of a consultation',
    citation: rule.authority,
    evidence: [...evidence, ...facts.visit.patientStatus.evidence],
  });
  return line ? { services: [line] } : {};
}

/** Undefined when it depends on whether the patient is new, and that is not known. */
function insteadOf({ visit }: Facts): Crosswalk | undefined {
  const setting = visit.setting.value;
  if (setting === 'inpatient' || setting === 'observation') return 'hospital';
  if (setting === 'nursing-facility') return 'nursingFacility';
  if (setting === 'emergency') return 'emergency';
  const status = visit.patientStatus.value;
  return status === 'unknown' ? undefined : status === 'new' ? 'officeNew' : 'officeEstablished';
}
