/** SNIP 5 of a claim: codes of lists that others keep – ICD-10-CM, ICD-10-PCS, HCPCS, places, NPI – on the claim's day. */
import { npi } from '../../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { icd10CmCode, icd10PcsCode, procedureCode, type Terminology } from '../../terminology/index.ts';
import { type ClaimLoops, loopsIn } from '../claim/claim-loops.ts';
import { dottedDiagnosis, fhirDay } from '../fhir/values.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { X12Fault } from '../syntax/fault.ts';
import { component, components, element, type Segment } from '../syntax/segment.ts';

export function externalCodes(claim: ClaimLoops, terminology: Terminology): readonly X12Fault[] {
  return [
    ...diagnoses(claim, terminology),
    ...procedures(claim, terminology),
    ...lines(claim, terminology),
    ...npis(claim),
  ];
}

/** Discharge or the statement's end for an institution, else the first line's day. */
function dayOf({ kind, claim }: ClaimLoops): ServiceDate | undefined {
  const dtp = claim.segments.find((s) => s.id === 'DTP' && element(s, 1) === '434');
  const statement = dtp && element(dtp, 3).split('-').at(-1);
  const days = loopsIn(claim, '2400').flatMap((line) => dayOfLine(line) ?? []);
  return kind === 'institutional' && statement ? serviceDate(fhirDay(statement)) : days.sort()[0];
}

function dayOfLine(line: Loop): ServiceDate | undefined {
  const dtp = line.segments.find((s) => s.id === 'DTP' && element(s, 1) === '472');
  return dtp && serviceDate(fhirDay(element(dtp, 3)));
}

const ICD10 = new Set(['ABK', 'ABF', 'ABJ', 'APR', 'ABN']);

function diagnoses(loops: ClaimLoops, { icd10cm }: Terminology): readonly X12Fault[] {
  const on = dayOf(loops);
  if (on === undefined) return [];
  return composites(loops).flatMap(({ hi, at, parts: [qualifier = '', code = ''] }) => {
    if (!ICD10.has(qualifier)) return [];
    const normal = icd10CmCode(dottedDiagnosis(code, false));
    if (!normal) return [fault(hi, at, 2, '2300', 'diagnosis-shape', 'is not shaped like an ICD-10-CM code')];
    const { kind } = icd10cm.status(normal, on);
    const why = DIAGNOSIS_WHY.get(kind);
    return why === undefined
      ? []
      : [fault(hi, at, 2, '2300', `diagnosis-${kind}`, why, kind === 'cannot-tell' ? 'warning' : 'error')];
  });
}

const DIAGNOSIS_WHY: ReadonlyMap<string, string> = new Map([
  ['unknown', 'is not a code of ICD-10-CM'],
  ['header', 'has subdivisions and may not be reported; use one of them'],
  ['retired', 'was no longer in force on the day of service'],
  ['not-yet', 'was not in force yet on the day of service'],
  ['cannot-tell', 'could not be verified: no complete release is loaded for the day of service'],
]);

function procedures(loops: ClaimLoops, { icd10pcs }: Terminology): readonly X12Fault[] {
  const on = dayOf(loops);
  if (on === undefined) return [];
  return composites(loops).flatMap(({ hi, at, parts: [qualifier = '', code = ''] }) => {
    if (qualifier !== 'BBR' && qualifier !== 'BBQ') return [];
    const normal = icd10PcsCode(code);
    if (!normal)
      return [fault(hi, at, 2, '2300', 'procedure-shape', 'is not shaped like an ICD-10-PCS code')];
    const { kind } = icd10pcs.status(normal, on);
    const why =
      kind === 'active'
        ? undefined
        : (DIAGNOSIS_WHY.get(kind) ?? 'is not a code of ICD-10-PCS').replace('ICD-10-CM', 'ICD-10-PCS');
    return why === undefined
      ? []
      : [fault(hi, at, 2, '2300', `procedure-${kind}`, why, kind === 'cannot-tell' ? 'warning' : 'error')];
  });
}

function lines({ kind, claim, delimiters }: ClaimLoops, terminology: Terminology): readonly X12Fault[] {
  return loopsIn(claim, '2400').flatMap((line) => {
    const service = line.segments.find(({ id }) => id === (kind === 'professional' ? 'SV1' : 'SV2'));
    const on = dayOfLine(line);
    if (!service || on === undefined) return [];
    const at = kind === 'professional' ? 1 : 2;
    const code = component(service, at, 2, delimiters);
    return [
      ...procedureOn(service, at, code, on, terminology),
      ...placeOn(service, kind === 'professional' ? element(service, 5) : '', on, terminology),
    ];
  });
}

function procedureOn(
  service: Segment,
  at: number,
  code: string,
  on: ServiceDate,
  { procedures: known }: Terminology,
): readonly X12Fault[] {
  if (code === '') return [];
  const normal = procedureCode(code);
  if (!normal)
    return [fault(service, at, 2, '2400', 'service-shape', 'is not shaped like a CPT or HCPCS code')];
  const status = known.status(normal, on);
  if (status.kind === 'active' || status.kind === 'listed') return [];
  const why =
    status.kind === 'unknown'
      ? 'is not a code of the release in force'
      : (DIAGNOSIS_WHY.get(status.kind) ?? '');
  return [
    fault(
      service,
      at,
      2,
      '2400',
      `service-${status.kind}`,
      why,
      status.kind === 'cannot-tell' ? 'warning' : 'error',
    ),
  ];
}

function placeOn(
  service: Segment,
  place: string,
  on: ServiceDate,
  { ncci }: Terminology,
): readonly X12Fault[] {
  if (place === '') return [];
  const { kind } = ncci.placeOfService(place, on);
  if (kind === 'unassigned')
    return [fault(service, 5, undefined, '2400', 'place-unassigned', 'is not an assigned place of service')];
  return kind === 'not-yet'
    ? [fault(service, 5, undefined, '2400', 'place-not-yet', 'was not an assigned place of service yet')]
    : [];
}

/** Every NM1 whose qualifier says that it gives an NPI. */
function npis({ billing, subscriber, patient, claim }: ClaimLoops): readonly X12Fault[] {
  return [billing, subscriber, patient, claim].flatMap((loop) => (loop ? npisIn(loop) : []));
}

const npisIn = (loop: Loop): readonly X12Fault[] => [
  ...loop.segments.flatMap((s) =>
    s.id === 'NM1' && element(s, 8) === 'XX' && !npi(element(s, 9))
      ? [fault(s, 9, undefined, loop.id, 'npi-check-digit', 'is not an NPI: its check digit differs')]
      : [],
  ),
  ...loop.loops.flatMap(npisIn),
];

interface Composite {
  readonly hi: Segment;
  readonly at: number;
  readonly parts: readonly string[];
}

const composites = ({ claim, delimiters }: ClaimLoops): readonly Composite[] =>
  claim.segments
    .filter(({ id }) => id === 'HI')
    .flatMap((hi) =>
      hi.elements.map((_, i) => ({ hi, at: i + 1, parts: components(hi, i + 1, delimiters) })),
    );

function fault(
  segment: Segment,
  at: number,
  part: number | undefined,
  loop: string,
  id: string,
  what: string,
  severity: X12Fault['severity'] = 'error',
): X12Fault {
  const place = `${segment.id}${String(at).padStart(2, '0')}${part === undefined ? '' : `-${part}`}`;
  return {
    id,
    snip: 5,
    severity,
    message: `${place} ${what}`,
    segment: segment.id,
    number: segment.number,
    element: at,
    ...(part === undefined ? {} : { component: part }),
    loop,
  };
}
