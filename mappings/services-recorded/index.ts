/** Recorded CPT and HCPCS codes become lines, checked and not guessed again (FHIR R4 Procedure, ChargeItem; CMS Pub. 100-04 ch. 12). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type Query,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { codesOf } from './codes.ts';
import { forKnownPatient } from './known-patient.ts';
import { lineOf } from './line.ts';
import { onePerService } from './pairs.ts';
import { shapeQuery, statusQuery, unmappedQuery } from './queries.ts';
import { compile, type Tables } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => recorded(facts, context, tables);
};

function recorded(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const read = facts.services
    .filter((s) => s.kind === 'procedure' || s.kind === 'charge')
    .map((s) => readService(s, facts, context, tables));
  const { lines, queries } = onePerService(
    read.flatMap((r) => (r.line ? [{ ...r, line: r.line }] : [])),
    tables,
  );
  return { services: lines, queries: [...read.flatMap((r) => r.queries), ...queries] };
}

interface Read {
  readonly service: Service;
  readonly line: ServiceSuggestion | undefined;
  readonly queries: readonly Query[];
}

/** Statuses that say "not done", "not to be billed" or "wrong": nothing is lost by leaving them (R4 event-status, chargeitem-status). */
const SILENT = [
  'entered-in-error',
  'not-done',
  'aborted',
  'planned',
  'preparation',
  'on-hold',
  'in-progress',
  'not-billable',
];

function readService(service: Service, facts: Facts, context: ModuleContext, tables: Tables): Read {
  const said = (...queries: readonly Query[]): Read => ({ service, line: undefined, queries });
  if (SILENT.includes(service.status)) return said();
  const { valid, broken } = codesOf(service);
  const [code] = valid;
  if (!code) {
    if (broken.length > 0) return said(shapeQuery(service, broken));
    return unmapped(service, facts, tables) ? said(unmappedQuery(service)) : said();
  }
  const done = service.status === 'completed' || service.status === 'billable';
  if (!done) return said(statusQuery(service, code));
  const line = lineOf({ service, codes: valid, facts, context, tables });
  return { service, line: forKnownPatient(line, service, facts, context, tables), queries: [] };
}

const VACCINATION = /vaccin|immuni[sz]ation/i;

/** Done, billable by its nature, and without a code: visits' own parts and vaccinations told elsewhere are not asked about. */
function unmapped(service: Service, facts: Facts, tables: Tables): boolean {
  const { codings, words } = service.concept;
  if (service.status !== 'completed' && service.status !== 'billable') return false;
  if (codings.some((c) => tables.notBillable.has(c.code))) return false;
  // ICD-10-PCS is what an inpatient facility claim asks for (45 CFR 162.1002).
  if (codings.some((c) => c.system === SYSTEM.icd10pcs)) return false;
  const told = facts.services.some((s) => s.kind === 'immunization');
  return !(told && VACCINATION.test(words));
}
