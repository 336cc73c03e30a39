/** Claim.supportingInfo, accident and related claims → the dates, references, codes and notes of 2300. */
import type { Claim, ClaimSupportingInfo } from '@medplum/fhirtypes';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { ElementValue, SegmentDraft } from '../syntax/segment.ts';
import { x12Day, x12Number } from './values.ts';
import {
  AMOUNT_QUALIFIER,
  DATE_QUALIFIER,
  INFORMATION,
  NOTE_CODE,
  NUBC,
  REFERENCE_QUALIFIER,
  RELATED_CAUSE,
  SUPPORTING_INFO,
} from './vocabulary.ts';

/** The code of a category in one system. */
const categoryIn = (info: ClaimSupportingInfo, system: string): string | undefined =>
  info.category?.coding?.find((c) => c.system === system)?.code;

export const infoOf = (claim: Claim, category: string): ClaimSupportingInfo | undefined =>
  claim.supportingInfo?.find(
    (info) => (categoryIn(info, SUPPORTING_INFO) ?? categoryIn(info, INFORMATION)) === category,
  );

const codeOf = (info: ClaimSupportingInfo | undefined, system: string): string | undefined =>
  info?.code?.coding?.find((c) => c.system === system)?.code;

/** DTP of the claim, in the forms their qualifiers have. */
export function dates(claim: Claim, kind: ClaimKind): readonly SegmentDraft[] {
  const named = (claim.supportingInfo ?? []).flatMap((info) => {
    const qualifier = categoryIn(info, DATE_QUALIFIER);
    return qualifier === undefined ? [] : dtp(qualifier, info);
  });
  const onset = infoOf(claim, 'onset');
  return [
    ...(onset ? dtp('431', onset) : []),
    ...(claim.accident?.date && kind === 'professional'
      ? [{ id: 'DTP', elements: ['439', 'D8', x12Day(claim.accident.date)] }]
      : []),
    ...(kind === 'institutional' ? statement(claim) : []),
    ...admission(claim, kind),
    ...named,
  ];
}

function dtp(
  qualifier: string,
  { timingDate, timingPeriod, valueString }: ClaimSupportingInfo,
): readonly SegmentDraft[] {
  if (valueString !== undefined) return [{ id: 'DTP', elements: [qualifier, 'TM', valueString] }];
  const day = x12Day(timingDate ?? (timingPeriod?.end === undefined ? timingPeriod?.start : undefined));
  if (day !== undefined) return [{ id: 'DTP', elements: [qualifier, 'D8', day] }];
  const [start, end] = [x12Day(timingPeriod?.start), x12Day(timingPeriod?.end)];
  return start === undefined || end === undefined
    ? []
    : [{ id: 'DTP', elements: [qualifier, 'RD8', `${start}-${end}`] }];
}

function statement({ billablePeriod }: Claim): readonly SegmentDraft[] {
  const [start, end] = [x12Day(billablePeriod?.start), x12Day(billablePeriod?.end)];
  if (start === undefined) return [];
  return end === undefined
    ? [{ id: 'DTP', elements: ['434', 'D8', start] }]
    : [{ id: 'DTP', elements: ['434', 'RD8', `${start}-${end}`] }];
}

/** An institutional admission has its hour, where the record has it; a professional one has days only. */
function admission(claim: Claim, kind: ClaimKind): readonly SegmentDraft[] {
  const period = infoOf(claim, 'admissionperiod')?.timingPeriod;
  const [start, end] = [x12Day(period?.start), x12Day(period?.end)];
  const [from, to] = [hourOf(period?.start), hourOf(period?.end)];
  if (kind === 'professional')
    return [
      ...(start === undefined ? [] : [{ id: 'DTP', elements: ['435', 'D8', start] }]),
      ...(end === undefined ? [] : [{ id: 'DTP', elements: ['096', 'D8', end] }]),
    ];
  return [
    ...(to === undefined ? [] : [{ id: 'DTP', elements: ['096', 'TM', to] }]),
    ...(start === undefined
      ? []
      : [
          from === undefined
            ? { id: 'DTP', elements: ['435', 'D8', start] }
            : { id: 'DTP', elements: ['435', 'DT', start + from] },
        ]),
  ];
}

const hourOf = (moment: string | undefined): string | undefined => {
  const [, hour, minute] = /T(\d{2}):(\d{2})/.exec(moment ?? '') ?? [];
  return hour === undefined ? undefined : `${hour}${minute}`;
};

/** CL1: type of admission, point of origin, discharge status. */
export function institutional(claim: Claim): readonly SegmentDraft[] {
  const codes = [
    codeOf(infoOf(claim, 'admtype'), NUBC.admissionType),
    codeOf(infoOf(claim, 'pointoforigin'), NUBC.pointOfOrigin),
    codeOf(infoOf(claim, 'discharge-status'), NUBC.dischargeStatus),
  ];
  return codes.some((code) => code !== undefined) ? [{ id: 'CL1', elements: codes }] : [];
}

/** CLM05: place and frequency; of an institution both stand in its type of bill. */
export function facility(
  claim: Claim,
  kind: ClaimKind,
  place: string | undefined,
): readonly (string | undefined)[] {
  const bill = codeOf(infoOf(claim, 'typeofbill'), NUBC.typeOfBill)?.padStart(4, '0');
  if (kind === 'institutional') return [bill?.slice(1, 3) ?? place, 'A', bill?.slice(3) ?? frequency(claim)];
  return [place, 'B', frequency(claim)];
}

/** Original, replacement or void (CLM05-3). */
function frequency(claim: Claim): string {
  const own = claim.supportingInfo?.find((info) => categoryIn(info, X12_FREQUENCY))?.valueString;
  const relation = claim.related?.flatMap((r) => r.relationship?.coding?.map((c) => c.code) ?? []);
  return (
    own ??
    (relation?.includes('void')
      ? '8'
      : relation?.some((r) => r === 'prior' || r === 'replaces' || r === 'replacement')
        ? '7'
        : '1')
  );
}

/** Claim frequency type code. */
export const X12_FREQUENCY = 'https://codesystem.x12.org/005010/1325';

/** CLM11: what the claim's condition is due to, and in which state it happened. */
export function causes(claim: Claim): readonly (string | undefined)[] | undefined {
  const codings = [
    ...(claim.accident?.type?.coding ?? []),
    ...(claim.supportingInfo ?? []).flatMap((info) =>
      categoryIn(info, RELATED_CAUSE) ? (info.category.coding ?? []) : [],
    ),
  ];
  const codes = codings.filter((c) => c.system === RELATED_CAUSE).flatMap((c) => c.code ?? []);
  const [first, second] = codes;
  if (first === undefined) return undefined;
  const state = claim.accident?.locationAddress?.state;
  return [first, second, undefined, state];
}

/** REF, AMT and NTE that name their qualifier. */
export function references(claim: Claim): readonly SegmentDraft[] {
  // Parts of one encounter are related, too, but have no payer's number.
  const prior = claim.related?.find((r) => r.reference?.value)?.reference?.value;
  const authorisation = claim.insurance?.find((i) => i.focal)?.preAuthRef?.[0];
  const named = (claim.supportingInfo ?? []).flatMap((info): readonly SegmentDraft[] => {
    const reference = categoryIn(info, REFERENCE_QUALIFIER);
    if (reference !== undefined && info.valueString !== undefined)
      return [{ id: 'REF', elements: [reference, info.valueString] }];
    const amount = categoryIn(info, AMOUNT_QUALIFIER);
    if (amount !== undefined)
      return [{ id: 'AMT', elements: [amount, x12Number(info.valueQuantity?.value)] }];
    const note = categoryIn(info, NOTE_CODE);
    return note !== undefined && info.valueString !== undefined
      ? [{ id: 'NTE', elements: [note, info.valueString] }]
      : [];
  });
  return [
    ...named,
    ...(authorisation ? [{ id: 'REF', elements: ['G1', authorisation] }] : []),
    ...(prior ? [{ id: 'REF', elements: ['F8', prior] }] : []),
  ];
}

/** HI of occurrence, occurrence span, value and condition codes: up to twelve to a segment. */
export function nubcCodes(claim: Claim): readonly SegmentDraft[] {
  const of = (category: string, system: string, qualifier: string): readonly SegmentDraft[] => {
    const all = (claim.supportingInfo ?? []).filter(
      (info) => categoryIn(info, SUPPORTING_INFO) === category && codeOf(info, system) !== undefined,
    );
    const elements = all.map((info): ElementValue => [qualifier, codeOf(info, system), ...timed(info)]);
    return twelves(elements).map((group) => ({ id: 'HI', elements: group }));
  };
  return [
    ...of('occurrencespan', NUBC.occurrenceSpan, 'BI'),
    ...of('occurrence', NUBC.occurrence, 'BH'),
    ...of('value', NUBC.value, 'BE'),
    ...of('condition', NUBC.condition, 'BG'),
  ];
}

function timed({
  timingDate,
  timingPeriod,
  valueQuantity,
}: ClaimSupportingInfo): readonly (string | undefined)[] {
  if (timingDate !== undefined) return ['D8', x12Day(timingDate)];
  if (timingPeriod !== undefined) return ['RD8', `${x12Day(timingPeriod.start)}-${x12Day(timingPeriod.end)}`];
  return valueQuantity === undefined ? [] : [undefined, undefined, x12Number(valueQuantity.value)];
}

export function twelves<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / 12) }, (_, i) => all.slice(i * 12, i * 12 + 12));
}
