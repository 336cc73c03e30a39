/** What a 277CA or a 277 says: claims accepted or rejected with category, status and entity, and the totals of the levels above. */

import { exactCents } from '../amount.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import { component, element, type Segment } from '../syntax/segment.ts';
import {
  dayOf,
  type Party,
  type ProcedureId,
  partiesOf,
  procedureOf,
  qualifiedOf,
  reference,
  segmentsOf,
  textOf,
} from './parts.ts';

/** One of STC01, STC10 and STC11. */
export interface StatusCode {
  /** Claim status category (code list 507): `A2`. */
  readonly category: string;
  /** Claim status (508). */
  readonly status: string;
  readonly entity: string;
}

export interface StatusInfo {
  readonly codes: readonly StatusCode[];
  readonly date: string | undefined;
  /** STC03: `WQ` accepted, `U` rejected. */
  readonly action: string;
  readonly charge: number | undefined;
  readonly paid: number | undefined;
  /** STC12. */
  readonly message: string;
}

export type StatusOutcome =
  | 'accepted'
  | 'rejected'
  | 'received'
  | 'pending'
  | 'finalized'
  | 'denied'
  | 'information-requested'
  | 'unknown';

export interface LineStatus {
  readonly procedure: ProcedureId | undefined;
  readonly charge: number | undefined;
  /** REF*FJ, which answers REF*6R. */
  readonly trace: string | undefined;
  readonly statuses: readonly StatusInfo[];
  readonly outcome: StatusOutcome;
}

export interface ClaimStatus {
  /** CLM01: TRN02 in a 277CA, REF*EJ in a 277. */
  readonly number: string;
  readonly trace: string;
  readonly outcome: StatusOutcome;
  readonly statuses: readonly StatusInfo[];
  readonly patient: Party | undefined;
  /** The payer's own number of the claim (REF*1K). */
  readonly payerControlNumber: string | undefined;
  /** The clearinghouse's (REF*D9). */
  readonly clearinghouseNumber: string | undefined;
  readonly lines: readonly LineStatus[];
  /** Number of the segment that begins it. */
  readonly segment: number;
}

/** The receiver's or a provider's claims as a whole. */
export interface LevelStatus {
  readonly level: 'receiver' | 'provider';
  readonly trace: string;
  readonly statuses: readonly StatusInfo[];
  readonly outcome: StatusOutcome;
  readonly party: Party | undefined;
  readonly accepted: number | undefined;
  readonly rejected: number | undefined;
  /** Whole cents. */
  readonly acceptedCharges: number | undefined;
  readonly rejectedCharges: number | undefined;
}

export function claimStatus(loop: Loop, level: Loop | undefined, by: Delimiters): ClaimStatus {
  const references = qualifiedOf(loop, 'REF');
  const trace = textOf(loop, 'TRN', 2);
  const statuses = statusesOf(loop, by);
  const lines = loop.loops.filter(({ id }) => id.startsWith('2220')).map((line) => lineStatus(line, by));
  const named = level?.loops.find(({ id }) => id.startsWith('2100'));
  return {
    number: reference(references, 'EJ') ?? trace,
    trace,
    outcome: outcomeOf([...statuses, ...lines.flatMap((line) => line.statuses)]),
    statuses,
    patient: named && partiesOf(named)[0],
    payerControlNumber: reference(references, '1K'),
    clearinghouseNumber: reference(references, 'D9'),
    lines,
    segment: loop.segments[0]?.number ?? 0,
  };
}

export function levelStatus(
  loop: Loop,
  above: Loop | undefined,
  level: LevelStatus['level'],
  by: Delimiters,
): LevelStatus {
  const count = (code: string): number | undefined =>
    whole(qualifiedOf(loop, 'QTY').find((q) => q.qualifier === code)?.value);
  const amount = (code: string): number | undefined =>
    exactCents(qualifiedOf(loop, 'AMT').find((q) => q.qualifier === code)?.value ?? '');
  const statuses = statusesOf(loop, by);
  const named = above?.loops.find(({ id }) => id.startsWith('2100'));
  return {
    level,
    trace: textOf(loop, 'TRN', 2),
    statuses,
    outcome: outcomeOf(statuses),
    party: named && partiesOf(named)[0],
    accepted: count(level === 'receiver' ? '90' : 'QA'),
    rejected: count(level === 'receiver' ? 'AA' : 'QC'),
    acceptedCharges: amount('YU'),
    rejectedCharges: amount('YY'),
  };
}

function lineStatus(loop: Loop, by: Delimiters): LineStatus {
  const svc = segmentsOf(loop, 'SVC')[0];
  const statuses = statusesOf(loop, by);
  return {
    procedure: svc && procedureOf(svc, 1, by),
    charge: exactCents(textOf(loop, 'SVC', 2)),
    trace: reference(qualifiedOf(loop, 'REF'), 'FJ'),
    statuses,
    outcome: outcomeOf(statuses),
  };
}

const statusesOf = (loop: Loop, by: Delimiters): readonly StatusInfo[] =>
  segmentsOf(loop, 'STC').map((stc) => ({
    codes: [1, 10, 11].flatMap((n) => statusCode(stc, n, by)),
    date: dayOf(element(stc, 2)),
    action: element(stc, 3),
    charge: exactCents(element(stc, 4)),
    paid: exactCents(element(stc, 5)),
    message: element(stc, 12),
  }));

function statusCode(stc: Segment, n: number, by: Delimiters): readonly StatusCode[] {
  const [category, status, entity] = [1, 2, 3].map((c) => component(stc, n, c, by));
  return category ? [{ category, status: status ?? '', entity: entity ?? '' }] : [];
}

/** Claim status categories (507) that say more than their first letter does. */
const CATEGORIES: ReadonlyMap<string, StatusOutcome> = new Map([
  ['A0', 'received'],
  ['A1', 'received'],
  ['A2', 'accepted'],
  ['A3', 'rejected'],
  ['A4', 'rejected'],
  ['A5', 'accepted'],
  ['A6', 'rejected'],
  ['A7', 'rejected'],
  ['A8', 'rejected'],
  ['F2', 'denied'],
]);
const BY_LETTER: ReadonlyMap<string, StatusOutcome> = new Map([
  ['P', 'pending'],
  ['F', 'finalized'],
  ['R', 'information-requested'],
]);

const categoryOutcome = (category: string): StatusOutcome =>
  CATEGORIES.get(category) ?? BY_LETTER.get(category.charAt(0)) ?? 'unknown';

/** The worst comes first: a claim with one rejected status is not accepted. */
const WORST: readonly StatusOutcome[] = [
  'rejected',
  'denied',
  'unknown',
  'information-requested',
  'pending',
  'accepted',
  'finalized',
  'received',
];

function outcomeOf(statuses: readonly StatusInfo[]): StatusOutcome {
  if (statuses.some(({ action }) => action === 'U')) return 'rejected';
  const said = new Set(
    statuses.flatMap(({ codes }) => codes.map(({ category }) => categoryOutcome(category))),
  );
  return WORST.find((outcome) => said.has(outcome)) ?? 'unknown';
}

const whole = (text: string | undefined): number | undefined =>
  /^\d{1,10}$/.test(text ?? '') ? Number(text) : undefined;
