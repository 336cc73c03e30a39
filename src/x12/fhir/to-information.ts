/** The dates, references, amounts, notes and NUBC codes of 2300 → Claim.supportingInfo, accident, related and preAuthRef. */
import type { Claim, ClaimSupportingInfo, CodeableConcept } from '@medplum/fhirtypes';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import { component, components, element, type Segment } from '../syntax/segment.ts';
import { X12_FREQUENCY } from './from-information.ts';
import { said, segmentIn, segmentsIn } from './to-parties.ts';
import { fhirDay, fhirNumber, fhirPeriod } from './values.ts';
import {
  AMOUNT_QUALIFIER,
  CLAIM_RELATIONSHIP,
  DATE_QUALIFIER,
  INFORMATION,
  NOTE_CODE,
  NUBC,
  REFERENCE_QUALIFIER,
  RELATED_CAUSE,
  SUPPORTING_INFO,
} from './vocabulary.ts';

type Info = Omit<ClaimSupportingInfo, 'sequence'>;
type Elements = Pick<Claim, 'supportingInfo' | 'accident' | 'related' | 'billablePeriod'>;

const category = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });

export function information(loop: Loop, kind: ClaimKind, by: Delimiters): Elements {
  const all: readonly Info[] = [
    ...dated(loop, kind),
    ...referred(loop),
    ...(kind === 'institutional' ? [...institutional(loop, by), ...nubc(loop, by)] : frequency(loop, by)),
    ...causes(loop, by),
  ];
  const period = statement(loop);
  const accident = accidentOf(loop, by);
  const related = relatedTo(loop, by);
  return {
    ...(all.length > 0 ? { supportingInfo: all.map((info, i) => ({ sequence: i + 1, ...info })) } : {}),
    ...(period ? { billablePeriod: period } : {}),
    ...(accident ? { accident } : {}),
    ...(related ? { related } : {}),
  };
}

const OWN_DATES: ReadonlySet<string> = new Set(['434', '439', '435', '096', '431']);

function dated(loop: Loop, kind: ClaimKind): readonly Info[] {
  const named = segmentsIn(loop, 'DTP').flatMap((dtp): Info[] => {
    const qualifier = element(dtp, 1);
    return OWN_DATES.has(qualifier) ? [] : timed(category(DATE_QUALIFIER, qualifier), dtp);
  });
  const onset = segmentIn(loop, 'DTP', '431');
  const admission = admissionOf(loop, kind);
  return [
    ...(onset ? timed(category(INFORMATION, 'onset'), onset) : []),
    ...(admission ? [admission] : []),
    ...named,
  ];
}

function timed(of: CodeableConcept, dtp: Segment): Info[] {
  const value = element(dtp, 3);
  if (element(dtp, 2) === 'RD8') {
    const period = fhirPeriod(value);
    return period ? [{ category: of, timingPeriod: period }] : [];
  }
  const day = fhirDay(value);
  return element(dtp, 2) === 'D8' && day !== undefined ? [{ category: of, timingDate: day }] : [];
}

/** Days only: a time without a zone is no FHIR time, so the hour of an institutional admission is carried as it was written. */
function admissionOf(loop: Loop, kind: ClaimKind): Info | undefined {
  const start = fhirDay(said(segmentIn(loop, 'DTP', '435'), 3) ?? '');
  const end = kind === 'professional' ? fhirDay(said(segmentIn(loop, 'DTP', '096'), 3) ?? '') : undefined;
  if (start === undefined && end === undefined) return undefined;
  return {
    category: category(SUPPORTING_INFO, 'admissionperiod'),
    timingPeriod: { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) },
  };
}

function statement(loop: Loop): { start: string; end?: string } | undefined {
  const dtp = segmentIn(loop, 'DTP', '434');
  if (!dtp) return undefined;
  const period = fhirPeriod(element(dtp, 3));
  if (period) return period;
  const start = fhirDay(element(dtp, 3));
  return start === undefined ? undefined : { start };
}

const OWN_REFERENCES: ReadonlySet<string> = new Set(['F8', 'G1']);

function referred(loop: Loop): readonly Info[] {
  const refs = segmentsIn(loop, 'REF').filter(
    (ref) => !OWN_REFERENCES.has(element(ref, 1)) && element(ref, 2) !== '',
  );
  const amounts = segmentsIn(loop, 'AMT').flatMap((amt): Info[] => {
    const value = fhirNumber(element(amt, 2));
    return value === undefined
      ? []
      : [{ category: category(AMOUNT_QUALIFIER, element(amt, 1)), valueQuantity: { value, unit: 'USD' } }];
  });
  const notes = segmentsIn(loop, 'NTE').filter((note) => element(note, 1) !== '' && element(note, 2) !== '');
  return [
    ...refs.map(
      (ref): Info => ({
        category: category(REFERENCE_QUALIFIER, element(ref, 1)),
        valueString: element(ref, 2),
      }),
    ),
    ...amounts,
    ...notes.map(
      (note): Info => ({ category: category(NOTE_CODE, element(note, 1)), valueString: element(note, 2) }),
    ),
  ];
}

function institutional(loop: Loop, by: Delimiters): readonly Info[] {
  const clm = segmentIn(loop, 'CLM');
  const cl1 = segmentIn(loop, 'CL1');
  const place = clm && component(clm, 5, 1, by);
  const coded = (name: string, system: string, code: string | undefined): Info[] =>
    code === undefined ? [] : [{ category: category(SUPPORTING_INFO, name), code: category(system, code) }];
  return [
    ...coded('typeofbill', NUBC.typeOfBill, place ? `0${place}${component(clm, 5, 3, by)}` : undefined),
    ...coded('admtype', NUBC.admissionType, said(cl1, 1)),
    ...coded('pointoforigin', NUBC.pointOfOrigin, said(cl1, 2)),
    ...coded('discharge-status', NUBC.dischargeStatus, said(cl1, 3)),
  ];
}

/** A frequency that is not told by a related claim. */
function frequency(loop: Loop, by: Delimiters): readonly Info[] {
  const clm = segmentIn(loop, 'CLM');
  const code = clm ? component(clm, 5, 3, by) : '';
  const told =
    code === '' || code === '1' || (segmentIn(loop, 'REF', 'F8') && (code === '7' || code === '8'));
  return told ? [] : [{ category: category(X12_FREQUENCY, 'claim-frequency'), valueString: code }];
}

const KINDS = [
  ['BI', 'occurrencespan', NUBC.occurrenceSpan],
  ['BH', 'occurrence', NUBC.occurrence],
  ['BE', 'value', NUBC.value],
  ['BG', 'condition', NUBC.condition],
] as const;

function nubc(loop: Loop, by: Delimiters): readonly Info[] {
  return segmentsIn(loop, 'HI').flatMap((hi) =>
    hi.elements.flatMap((_, i): Info[] => {
      const [qualifier, code, form, when, amount] = components(hi, i + 1, by);
      const kind = KINDS.find(([q]) => q === qualifier);
      if (!kind || !code) return [];
      const info = { category: category(SUPPORTING_INFO, kind[1]), code: category(kind[2], code) };
      if (form === 'RD8') {
        const period = fhirPeriod(when ?? '');
        return [period ? { ...info, timingPeriod: period } : info];
      }
      const day = form === 'D8' ? fhirDay(when ?? '') : undefined;
      if (day !== undefined) return [{ ...info, timingDate: day }];
      const value = fhirNumber(amount ?? '');
      return [value === undefined ? info : { ...info, valueQuantity: { value } }];
    }),
  );
}

/** R4 wants the day of an accident; what a claim is due to without one stands as information. */
function accidentOf(loop: Loop, by: Delimiters): Claim['accident'] | undefined {
  const clm = segmentIn(loop, 'CLM');
  const date = fhirDay(said(segmentIn(loop, 'DTP', '439'), 3) ?? '');
  if (!clm || date === undefined) return undefined;
  const [first, second, , state] = components(clm, 11, by);
  const codes = [first, second].filter((code) => code !== undefined && code !== '');
  return {
    date,
    ...(codes.length > 0
      ? { type: { coding: codes.map((code) => ({ system: RELATED_CAUSE, code: code ?? '' })) } }
      : {}),
    ...(state ? { locationAddress: { state } } : {}),
  };
}

function causes(loop: Loop, by: Delimiters): readonly Info[] {
  const clm = segmentIn(loop, 'CLM');
  if (!clm || segmentIn(loop, 'DTP', '439')) return [];
  const codes = components(clm, 11, by)
    .slice(0, 2)
    .filter((code) => code !== '');
  return codes.length === 0
    ? []
    : [{ category: { coding: codes.map((code) => ({ system: RELATED_CAUSE, code })) } }];
}

function relatedTo(loop: Loop, by: Delimiters): Claim['related'] | undefined {
  const clm = segmentIn(loop, 'CLM');
  const number = said(segmentIn(loop, 'REF', 'F8'), 2);
  if (!clm || number === undefined) return undefined;
  const code = { '7': 'prior', '8': 'void' }[component(clm, 5, 3, by)] ?? 'associated';
  return [{ relationship: category(CLAIM_RELATIONSHIP, code), reference: { value: number } }];
}
