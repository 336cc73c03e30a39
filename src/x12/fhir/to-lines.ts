/** 2400 → Claim.item: service, modifiers, charge, units, days, pointers, NDC, and the numbers of the line's own providers. */
import type { ClaimItem, ClaimItemDetail, Extension } from '@medplum/fhirtypes';
import { SYSTEM } from '../../fhir/index.ts';
import { type ClaimKind, loopIn } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import { component, components, element, type Segment } from '../syntax/segment.ts';
import { only, said, segmentIn } from './to-parties.ts';
import { fhirDay, fhirNumber, fhirPeriod } from './values.ts';
import { ITEM_TRACE_NUMBER, NOT_APPLICABLE, STATED } from './vocabulary.ts';

export interface LineInput {
  readonly loop: Loop;
  readonly number: number;
  readonly kind: ClaimKind;
  readonly by: Delimiters;
  /** CLM05-1 of a professional claim. */
  readonly place: string | undefined;
  /** Care team members that serve the line. */
  readonly team: readonly number[];
}

export function lineItem(input: LineInput): ClaimItem {
  const { loop, number, kind, by } = input;
  const service = segmentIn(loop, kind === 'professional' ? 'SV1' : 'SV2');
  const shift = kind === 'professional' ? 0 : 1;
  const detail = drug(loop);
  return only<ClaimItem>({
    ...trace(loop),
    sequence: number,
    careTeamSequence: [...input.team],
    diagnosisSequence: kind === 'professional' ? pointers(service, by) : [],
    ...(kind === 'institutional' && said(service, 1) !== undefined
      ? { revenue: { coding: [{ system: SYSTEM.revenue, code: said(service, 1) ?? '' }] } }
      : {}),
    productOrService: procedure(service, 1 + shift, by),
    modifier: modifiers(service, 1 + shift, by),
    ...served(loop),
    ...located(input, service),
    ...amounts(service, shift),
    detail: detail ? [detail] : [],
  });
}

const systemOf = (code: string): string => (/^\d{4}[0-9A-Z]$/.test(code) ? SYSTEM.cpt : SYSTEM.hcpcs);

function procedure(service: Segment | undefined, at: number, by: Delimiters): ClaimItem['productOrService'] {
  const code = service ? component(service, at, 2, by) : '';
  return code === '' ? NOT_APPLICABLE : { coding: [{ system: systemOf(code), code }] };
}

function modifiers(
  service: Segment | undefined,
  at: number,
  by: Delimiters,
): NonNullable<ClaimItem['modifier']> {
  const codes = service ? components(service, at, by).slice(2, 6) : [];
  return codes
    .filter((code) => code !== '')
    .map((code) => ({ coding: [{ system: /^\d{2}$/.test(code) ? SYSTEM.cpt : SYSTEM.hcpcs, code }] }));
}

function pointers(service: Segment | undefined, by: Delimiters): number[] {
  return service ? components(service, 7, by).flatMap((text) => fhirNumber(text) ?? []) : [];
}

function served(loop: Loop): Pick<ClaimItem, 'servicedDate' | 'servicedPeriod'> {
  const dtp = segmentIn(loop, 'DTP', '472');
  if (!dtp) return {};
  const period = element(dtp, 2) === 'RD8' ? fhirPeriod(element(dtp, 3)) : undefined;
  if (period) return { servicedPeriod: period };
  const day = fhirDay(element(dtp, 3));
  return day === undefined ? {} : { servicedDate: day };
}

function located(
  { kind, place }: LineInput,
  service: Segment | undefined,
): Pick<ClaimItem, 'locationCodeableConcept'> {
  if (kind === 'institutional') return {};
  const own = said(service, 5);
  const code = own ?? place;
  if (code === undefined) return {};
  const stated: Extension[] = own !== undefined && own === place ? [{ url: STATED, valueBoolean: true }] : [];
  return {
    locationCodeableConcept: only({ extension: stated, coding: [{ system: SYSTEM.placeOfService, code }] }),
  };
}

const UNITS: ReadonlyMap<string, string> = new Map([
  ['MJ', 'min'],
  ['DA', 'd'],
]);

function amounts(
  service: Segment | undefined,
  shift: number,
): Pick<ClaimItem, 'quantity' | 'unitPrice' | 'net'> {
  const net = fhirNumber(said(service, 2 + shift) ?? '');
  const count = fhirNumber(said(service, 4 + shift) ?? '');
  const unit = said(service, 3 + shift) ?? 'UN';
  const ucum = UNITS.get(unit);
  const cents = net === undefined || !count ? undefined : (net * 100) / count;
  const whole = cents !== undefined && Math.abs(cents - Math.round(cents)) < 1e-6;
  return {
    ...(count === undefined
      ? {}
      : {
          quantity: {
            value: count,
            ...(ucum ? { system: SYSTEM.ucum, code: ucum, unit } : unit === 'UN' ? {} : { unit }),
          },
        }),
    ...(whole && cents !== undefined
      ? { unitPrice: { value: Math.round(cents) / 100, currency: 'USD' } }
      : {}),
    ...(net === undefined ? {} : { net: { value: net, currency: 'USD' } }),
  };
}

function trace(loop: Loop): Pick<ClaimItem, 'extension'> {
  const value = said(segmentIn(loop, 'REF', '6R'), 2);
  return value === undefined ? {} : { extension: [{ url: ITEM_TRACE_NUMBER, valueIdentifier: { value } }] };
}

function drug(loop: Loop): ClaimItemDetail | undefined {
  const inner = loopIn(loop, '2410');
  const lin = segmentIn(inner, 'LIN');
  const code = said(lin, 3);
  if (code === undefined || said(lin, 2) !== 'N4') return undefined;
  const ctp = segmentIn(inner, 'CTP');
  const value = fhirNumber(said(ctp, 4) ?? '');
  return {
    sequence: 1,
    productOrService: { coding: [{ system: SYSTEM.ndc, code }] },
    ...(value === undefined ? {} : { quantity: { value, unit: said(ctp, 5) ?? 'UN' } }),
  };
}
