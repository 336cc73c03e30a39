/** Services: what was done, ordered, given or resulted in this encounter, in coding terms. */
import {
  type CodeableConcept,
  codingsOf,
  type Extension,
  type Resource,
  SYSTEM,
  wordsOf,
} from '../../fhir/index.ts';
import { addDays, minutesBetween, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { Service, ServiceKind } from '../facts.ts';
import { conceptEvidence, conceptOf, idOf, notesOf, onDaysOf, sideOf, tie } from './common.ts';
import { orderedBy } from './parties.ts';
import { reasonsOf } from './reasons.ts';
import { asserted } from './words.ts';

interface Performer {
  actor?: { reference?: string };
  reference?: string;
}

/** The elements the seven kinds of resource share, under the names each gives them. */
interface ServiceLike {
  status?: string;
  code?: CodeableConcept;
  vaccineCode?: CodeableConcept;
  medicationCodeableConcept?: CodeableConcept;
  medicationReference?: { reference?: string; display?: string };
  bodySite?: CodeableConcept[] | CodeableConcept;
  bodysite?: CodeableConcept[];
  site?: CodeableConcept;
  performedDateTime?: string;
  performedPeriod?: { start?: string; end?: string };
  primarySource?: boolean;
  reportOrigin?: CodeableConcept;
  fundingSource?: CodeableConcept;
  occurrenceDateTime?: string;
  occurrencePeriod?: { start?: string; end?: string };
  effectiveDateTime?: string;
  effectivePeriod?: { start?: string; end?: string };
  authoredOn?: string;
  quantity?: { value?: number; unit?: string; code?: string };
  doseQuantity?: { value?: number; unit?: string; code?: string };
  dosage?: {
    text?: string;
    dose?: { value?: number; unit?: string; code?: string };
    route?: CodeableConcept;
    site?: CodeableConcept;
    method?: CodeableConcept;
  };
  conclusion?: string;
  performer?: Performer | readonly Performer[];
  requester?: { reference?: string };
  category?: CodeableConcept[];
  extension?: readonly Extension[];
}

const KINDS: readonly (readonly [Resource['resourceType'], ServiceKind])[] = [
  ['Procedure', 'procedure'],
  ['ChargeItem', 'charge'],
  ['Immunization', 'immunization'],
  ['ServiceRequest', 'order'],
  ['DiagnosticReport', 'result'],
  ['MedicationRequest', 'medication'],
  ['MedicationAdministration', 'administration'],
];

export function readServices(chart: Chart): readonly Service[] {
  return KINDS.flatMap(([type, kind]) =>
    (chart.of(type) as readonly Resource[])
      .filter((r) => belongs(chart, r))
      .map((r) => serviceOf(chart, r, kind)),
  );
}

function belongs(chart: Chart, resource: Resource): boolean {
  const tied = tie(chart, resource);
  return tied === 'this' || (tied === 'unsaid' && onDaysOf(chart, whenOf(resource as ServiceLike)));
}

/** The longest global period that a fee schedule knows (CMS Pub. 100-04 ch. 12 §40.1). */
const GLOBAL = 90;

/** Completed procedures before this encounter and outside it: whether they still bear on it is for their readers. */
export function readEarlier(chart: Chart): readonly Service[] {
  const begun = serviceDate(chart.encounter.period?.start);
  if (!begun) return [];
  const since = addDays(begun, -GLOBAL);
  return (chart.of('Procedure') as readonly Resource[])
    .filter((r) => !belongs(chart, r))
    .map((r) => serviceOf(chart, r, 'procedure'))
    .filter((s) => s.status === 'completed' && s.date !== undefined && since <= s.date && s.date <= begun);
}

const whenOf = (r: ServiceLike): string | undefined =>
  r.performedDateTime ??
  r.performedPeriod?.start ??
  r.occurrenceDateTime ??
  r.occurrencePeriod?.start ??
  r.effectiveDateTime ??
  r.effectivePeriod?.start ??
  r.authoredOn;

function serviceOf(chart: Chart, resource: Resource, kind: ServiceKind): Service {
  const r = resource as ServiceLike;
  const id = idOf(resource);
  const [element, code] = codeOf(chart, resource, r);
  const sites = [r.bodySite ?? [], r.bodysite ?? [], r.site ?? [], r.dosage?.site ?? []].flat();
  const words = wordsOf(code);
  const path = `${resource.resourceType}.${element}`;
  const notes = [...notesOf(resource), ...dosageNote(id, r)];
  return {
    id,
    kind,
    status: r.status ?? 'unknown',
    concept: conceptOf(code),
    recordedModifiers: modifiersOf(r, code),
    date: serviceDate(whenOf(r)),
    quantity: quantityOf(r),
    ...ordered(chart, resource),
    // A list everywhere but in MedicationRequest.
    performer: [r.performer ?? []]
      .flat()
      .map((p: Performer) => p.actor?.reference ?? p.reference)
      .find(Boolean),
    bodySite: sites.map(conceptOf),
    side: sideOf(sites, words, { id, sitePath: `${resource.resourceType}.bodySite`, wordsPath: path }),
    reasons: reasonsOf(chart, resource),
    origin: originOf(chart, r),
    action: kind === 'medication' ? actionOf(notes.map((n) => n.value).join(' '), resource) : undefined,
    notes,
    ...timesOf(r),
    ...(kind === 'administration' ? givenAs(r, code) : {}),
    ...(kind === 'result' && r.conclusion ? { conclusion: r.conclusion } : {}),
    ...(kind === 'immunization' ? supplyOf(id, r) : {}),
    evidence: conceptEvidence(id, path, code),
  };
}

function ordered(chart: Chart, resource: Resource): Pick<Service, 'orderedBy'> {
  const who = orderedBy(chart, resource);
  return who ? { orderedBy: who } : {};
}

/** Words beside the dose ("4 mg IV push, 6 mg wasted") are read as a note is. */
const dosageNote = (id: string, { dosage }: ServiceLike): Service['notes'] =>
  dosage?.text
    ? [
        {
          value: dosage.text,
          evidence: [evidence(id, 'MedicationAdministration.dosage.text', dosage.text)],
        },
      ]
    : [];

/** Times of day, as written; a day alone says nothing of how long a thing took or of which came first. */
function timesOf(r: ServiceLike): Pick<Service, 'minutes' | 'started' | 'ended'> {
  const period = r.performedPeriod ?? r.effectivePeriod ?? r.occurrencePeriod;
  const started = whenOf(r);
  const minutes = minutesBetween(period?.start, period?.end);
  return {
    ...(started?.includes('T') ? { started } : {}),
    ...(period?.end?.includes('T') ? { ended: period.end } : {}),
    ...(minutes === undefined ? {} : { minutes }),
  };
}

/** R4 MedicationAdministration.dosage: the route and method decide the code of the administration, not of the drug. */
function givenAs(
  { dosage }: ServiceLike,
  drug: CodeableConcept | undefined,
): Pick<Service, 'route' | 'method' | 'ndc'> {
  const ndc = codingsOf(drug).find((c) => c.system === SYSTEM.ndc)?.code;
  return {
    ...(dosage?.route ? { route: conceptOf(dosage.route) } : {}),
    ...(dosage?.method ? { method: conceptOf(dosage.method) } : {}),
    ...(ndc ? { ndc } : {}),
  };
}

/** R4 immunization.html: a reported dose is history; the funding source says whose stock was used. */
function supplyOf(id: string, r: ServiceLike): Pick<Service, 'primarySource' | 'funding'> {
  const told = r.primarySource === false || r.reportOrigin !== undefined;
  const source = codingsOf(r.fundingSource)[0]?.code ?? r.fundingSource?.text;
  const from = source === 'public' || source === 'private' ? source : undefined;
  return {
    ...(told ? { primarySource: false } : {}),
    ...(from
      ? { funding: { value: from, evidence: [evidence(id, 'Immunization.fundingSource', from)] } }
      : {}),
  };
}

function codeOf(
  chart: Chart,
  resource: Resource,
  r: ServiceLike,
): readonly [string, CodeableConcept | undefined] {
  if (r.vaccineCode) return ['vaccineCode', r.vaccineCode];
  if (r.medicationCodeableConcept) return ['medicationCodeableConcept', r.medicationCodeableConcept];
  if (!r.medicationReference) return ['code', r.code];
  const drug = chart.resolve(r.medicationReference.reference, resource) as
    | { code?: CodeableConcept }
    | undefined;
  const display = r.medicationReference.display;
  return ['medicationReference', drug?.code ?? (display ? { text: display } : undefined)];
}

/** Modifiers stand as further codings (`25`, `LT`) of the CPT or HCPCS system, or in an extension named for them. */
function modifiersOf(r: ServiceLike, code: CodeableConcept | undefined): readonly string[] {
  const coded = codingsOf(code)
    .filter((c) => c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs)
    .map((c) => c.code);
  const extended = (r.extension ?? []).flatMap((e) => (/modifier/i.test(e.url ?? '') ? valuesOf(e) : []));
  return [...new Set([...coded, ...extended])].filter((m) => /^[A-Z0-9]{2}$/.test(m));
}

const valuesOf = (e: Extension): readonly string[] => [
  ...codingsOf(e.valueCodeableConcept).map((c) => c.code),
  ...[e.valueCoding?.code, e.valueCode, e.valueString].flatMap((v) => v?.trim() ?? []),
];

function quantityOf(r: ServiceLike): Service['quantity'] {
  const q = r.quantity ?? r.doseQuantity ?? r.dosage?.dose;
  return q?.value === undefined ? undefined : { value: q.value, unit: q.unit ?? q.code };
}

function originOf(chart: Chart, r: ServiceLike): Service['origin'] {
  const requester = r.requester?.reference;
  if (!requester) return 'unknown';
  const mine = (chart.encounter.participant ?? []).some((p) => p.individual?.reference === requester);
  return mine ? 'this' : 'other';
}

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(stop|stopped|discontinu\w*)\b/i, 'stopped'],
  [/\b(continued?|no change|unchanged|refill\w*|renew\w*)\b/i, 'continued'],
  [/\b(increas\w*|decreas\w*|chang\w*|titrat\w*|switch\w*|adjust\w*)\b/i, 'changed'],
  [/\b(start\w*|new|initiat\w*|begin|prescrib\w*)\b/i, 'started'],
];

function actionOf(words: string, resource: Resource): string | undefined {
  const said = asserted(words);
  const spoken = ACTIONS.find(([pattern]) => pattern.test(said))?.[1];
  if (spoken) return spoken;
  const r = resource as { status?: string; priorPrescription?: unknown };
  if (r.status === 'stopped' || r.status === 'cancelled') return 'stopped';
  return r.priorPrescription ? 'continued' : undefined;
}
