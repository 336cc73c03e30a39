/** What a 999 and a TA1 say: each transaction set, group and interchange accepted or not, with segment, element and code. */
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import type { Interchange } from '../syntax/envelope.ts';
import { component, element, type Segment } from '../syntax/segment.ts';
import { firstOf, segmentsOf, textOf } from './parts.ts';

export type Acceptance = 'accepted' | 'accepted-with-errors' | 'partially-accepted' | 'rejected' | 'unknown';

/** The group that is acknowledged (AK1). */
export interface AcknowledgedGroup {
  readonly functionalId: string;
  /** GS06 of what was sent. */
  readonly controlNumber: string;
  readonly version: string;
}

/** One element at fault (IK4). */
export interface AcknowledgedElement {
  readonly element: number | undefined;
  readonly component: number | undefined;
  readonly repetition: number | undefined;
  /** IK403. */
  readonly code: string;
  /** A copy of the element: may be patient data, so never shown in a message or log. */
  readonly copy: string;
}

/** One segment at fault (IK3). */
export interface AcknowledgedSegment {
  readonly segment: string;
  /** Place in the transaction set, ST being 1. */
  readonly position: number | undefined;
  readonly loop: string;
  /** IK304; '' where only its elements are at fault. */
  readonly code: string;
  /** The claim it stands in, where CTX names CLM01. */
  readonly claim: string | undefined;
  readonly elements: readonly AcknowledgedElement[];
}

export interface TransactionAcknowledgement {
  readonly group: AcknowledgedGroup;
  /** AK2: the transaction set that was sent. */
  readonly transaction: { readonly id: string; readonly controlNumber: string; readonly version: string };
  readonly acceptance: Acceptance;
  /** IK502 to IK506. */
  readonly codes: readonly string[];
  readonly segments: readonly AcknowledgedSegment[];
}

export interface GroupAcknowledgement {
  readonly group: AcknowledgedGroup;
  readonly acceptance: Acceptance;
  /** AK902 to AK904: transaction sets included, received and accepted. */
  readonly included: number | undefined;
  readonly received: number | undefined;
  readonly accepted: number | undefined;
  readonly codes: readonly string[];
}

export interface InterchangeAcknowledgement {
  /** ISA13 of what was sent. */
  readonly controlNumber: string;
  readonly acceptance: Acceptance;
  /** TA105, `000` when nothing is wrong. */
  readonly code: string;
  readonly by: Interchange;
}

/** IK501, AK901 and TA104. M, W and X: the security of the data could not be verified. */
const ACCEPTANCE: ReadonlyMap<string, Acceptance> = new Map([
  ['A', 'accepted'],
  ['E', 'accepted-with-errors'],
  ['P', 'partially-accepted'],
  ['R', 'rejected'],
  ['M', 'rejected'],
  ['W', 'rejected'],
  ['X', 'rejected'],
]);

/** A code that is none of the list is not taken for acceptance. */
const acceptance = (code: string): Acceptance => ACCEPTANCE.get(code) ?? 'unknown';

export function groupOf(ak1: Segment | undefined): AcknowledgedGroup {
  const at = (n: number): string => (ak1 ? element(ak1, n) : '');
  return { functionalId: at(1), controlNumber: at(2), version: at(3) };
}

export function transactionAcknowledgement(
  loop: Loop,
  group: AcknowledgedGroup,
  by: Delimiters,
): TransactionAcknowledgement {
  const ak2 = (n: number): string => textOf(loop, 'AK2', n);
  const ik5 = firstOf(
    loop.loops.find(({ id }) => id === '2000T'),
    'IK5',
  );
  return {
    group,
    transaction: { id: ak2(1), controlNumber: ak2(2), version: ak2(3) || group.version },
    acceptance: ik5 ? acceptance(element(ik5, 1)) : 'unknown',
    codes: ik5 ? codes(ik5, 2) : [],
    segments: loop.loops.filter(({ id }) => id === '2100').map((inner) => acknowledgedSegment(inner, by)),
  };
}

export function groupAcknowledgement(loop: Loop, group: AcknowledgedGroup): GroupAcknowledgement {
  const ak9 = (n: number): string => textOf(loop, 'AK9', n);
  const segment = firstOf(loop, 'AK9');
  return {
    group,
    acceptance: acceptance(ak9(1)),
    included: whole(ak9(2)),
    received: whole(ak9(3)),
    accepted: whole(ak9(4)),
    codes: segment ? codes(segment, 5) : [],
  };
}

export const interchangeAcknowledgement = (ta1: Segment, by: Interchange): InterchangeAcknowledgement => ({
  controlNumber: element(ta1, 1),
  acceptance: acceptance(element(ta1, 4)),
  code: element(ta1, 5),
  by,
});

function acknowledgedSegment(loop: Loop, by: Delimiters): AcknowledgedSegment {
  const ik3 = (n: number): string => textOf(loop, 'IK3', n);
  const contexts = [loop, ...loop.loops].flatMap((one) => segmentsOf(one, 'CTX'));
  const claim = contexts.find((ctx) => component(ctx, 1, 1, by) === 'CLM01');
  return {
    segment: ik3(1),
    position: whole(ik3(2)),
    loop: ik3(3),
    code: ik3(4),
    claim: claim && (component(claim, 1, 2, by) || undefined),
    elements: loop.loops.filter(({ id }) => id === '2110').flatMap((inner) => elementsOf(inner, by)),
  };
}

const elementsOf = (loop: Loop, by: Delimiters): readonly AcknowledgedElement[] =>
  segmentsOf(loop, 'IK4').map((ik4) => ({
    element: whole(component(ik4, 1, 1, by)),
    component: whole(component(ik4, 1, 2, by)),
    repetition: whole(component(ik4, 1, 3, by)),
    code: element(ik4, 3),
    copy: element(ik4, 4),
  }));

const codes = (segment: Segment, from: number): readonly string[] =>
  segment.elements.slice(from - 1, from + 4).filter((code) => code !== '');

const whole = (text: string): number | undefined => (/^\d{1,10}$/.test(text) ? Number(text) : undefined);
