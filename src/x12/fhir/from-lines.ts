/** Claim.item → 2400 with 2410 and 2420 (SV1 or SV2, DTP*472, REF*6R, NDC, the line's own providers). */
import type { Claim, ClaimItem, CodeableConcept, Identifier } from '@medplum/fhirtypes';
import { CLAIM_NUMBERS } from '../../claim/index.ts';
import { SYSTEM } from '../../fhir/index.ts';
import type { ClaimKind } from '../claim/claim-loops.ts';
import type { LoopDraft } from '../claim/loop-draft.ts';
import type { SegmentDraft } from '../syntax/segment.ts';
import type { Dossier } from './dossier.ts';
import { type Insured, payerIdOf } from './from-coverage.ts';
import { linePaid } from './from-response.ts';
import { type Member, memberLoop } from './from-team.ts';
import { x12Day, x12Number } from './values.ts';
import { ITEM_TRACE_NUMBER, STATED } from './vocabulary.ts';

/** The care team members a line names itself, beside those of the claim. */
export interface LineContext {
  readonly kind: ClaimKind;
  readonly dossier: Dossier;
  /** CLM05-1: said of the line only where it differs. */
  readonly place: string | undefined;
  /** Members that belong to the line and not to the claim. */
  readonly own: readonly Member[];
  /** Who pays besides: one that has answered says what it paid for the line. */
  readonly others: readonly Insured[];
}

export function lineLoop(item: ClaimItem, number: number, context: LineContext): LoopDraft {
  const { kind } = context;
  return {
    id: '2400',
    segments: [
      { id: 'LX', elements: [String(number)] },
      kind === 'professional' ? sv1(item, context.place) : sv2(item),
      ...served(item),
      ...traced(item, number, context.dossier.claim),
    ],
    loops: [
      ...drugs(item),
      ...context.own.flatMap((member) => memberLoop(member, 'line', kind, context.dossier) ?? []),
      ...context.others.flatMap((other) => linePaid(item, procedure(item), other.response, payerIdOf(other))),
    ],
  };
}

function sv1(item: ClaimItem, place: string | undefined): SegmentDraft {
  const own = placeOf(item);
  const stated = item.locationCodeableConcept?.extension?.some(
    (e) => e.url === STATED && e.valueBoolean === true,
  );
  return {
    id: 'SV1',
    elements: [
      procedure(item),
      x12Number(item.net?.value),
      unitOf(item),
      x12Number(item.quantity?.value),
      own !== place || stated ? own : undefined,
      undefined,
      (item.diagnosisSequence ?? []).slice(0, 4).map(String),
    ],
  };
}

function sv2(item: ClaimItem): SegmentDraft {
  const revenue = codeOf(item.revenue, SYSTEM.revenue) ?? item.revenue?.coding?.[0]?.code;
  return {
    id: 'SV2',
    elements: [
      revenue,
      procedure(item),
      x12Number(item.net?.value),
      unitOf(item),
      x12Number(item.quantity?.value),
    ],
  };
}

/** C003: qualifier, code, up to four modifiers. Nothing for a line that has only a revenue code. */
export function procedure(item: ClaimItem): readonly (string | undefined)[] | undefined {
  const coding = item.productOrService?.coding?.find(
    (c) => c.system !== undefined && PROCEDURES.has(c.system),
  );
  if (!coding?.code) return undefined;
  const modifiers = (item.modifier ?? []).flatMap((m) => m.coding?.[0]?.code ?? []);
  return ['HC', coding.code, ...modifiers.slice(0, 4)];
}

const PROCEDURES: ReadonlySet<string> = new Set([SYSTEM.cpt, SYSTEM.hcpcs]);

/** UN units, MJ minutes of anaesthesia, DA days. */
const unitOf = ({ quantity }: ClaimItem): string | undefined =>
  quantity?.value === undefined ? undefined : (UNITS.get(quantity.code ?? '') ?? quantity.unit ?? 'UN');

const UNITS: ReadonlyMap<string, string> = new Map([
  ['min', 'MJ'],
  ['d', 'DA'],
]);

export const placeOf = (item: ClaimItem | undefined): string | undefined =>
  codeOf(item?.locationCodeableConcept, SYSTEM.placeOfService) ??
  item?.locationCodeableConcept?.coding?.[0]?.code;

const codeOf = (concept: CodeableConcept | undefined, system: string): string | undefined =>
  concept?.coding?.find((c) => c.system === system)?.code;

function served({ servicedDate, servicedPeriod }: ClaimItem): readonly SegmentDraft[] {
  const day = x12Day(servicedDate);
  if (day !== undefined) return [{ id: 'DTP', elements: ['472', 'D8', day] }];
  const [start, end] = [x12Day(servicedPeriod?.start), x12Day(servicedPeriod?.end)];
  if (start === undefined) return [];
  return [{ id: 'DTP', elements: ['472', 'RD8', `${start}-${end ?? start}`] }];
}

/** By this number a payer's answer names the line. A claim of our own always has one: the line's place in it. */
function traced({ extension = [] }: ClaimItem, number: number, claim: Claim): readonly SegmentDraft[] {
  const trace = extension.find((e) => e.url === ITEM_TRACE_NUMBER)?.valueIdentifier as Identifier | undefined;
  const own = claim.identifier?.[0]?.system === CLAIM_NUMBERS ? String(number) : undefined;
  const value = trace?.value ?? own;
  return value ? [{ id: 'REF', elements: ['6R', value] }] : [];
}

/** 2410: the NDC of a drug that the line's own code stands for. */
function drugs({ detail = [] }: ClaimItem): readonly LoopDraft[] {
  return detail.flatMap(({ productOrService, quantity }) => {
    const ndc = codeOf(productOrService, SYSTEM.ndc);
    if (ndc === undefined) return [];
    const unit = quantity?.unit;
    const count = x12Number(quantity?.value);
    return [
      {
        id: '2410',
        segments: [
          { id: 'LIN', elements: [undefined, 'N4', ndc.replaceAll('-', '')] },
          ...(count === undefined
            ? []
            : [{ id: 'CTP', elements: [undefined, undefined, undefined, count, [unit ?? 'UN']] }]),
        ],
        loops: [],
      },
    ];
  });
}

export const itemsOf = (claim: Claim): readonly ClaimItem[] => claim.item ?? [];
