/** The module's tables, compiled once: payer rules by date, the telemedicine code of each office level, codes held remotely. */
import type { Citation, PayerKind, ServiceDate } from '../../src/suggest/module.ts';

export type Mode = 'video' | 'audio';

export interface PayerRule {
  readonly payer: 'medicare' | 'other';
  /** Identifiers of the payers whose own rule this is; none: every payer of the kind without one. */
  readonly payerIds?: readonly string[];
  readonly from: string;
  readonly to?: string;
  /** Whether the payer takes 98000–98015 or the office code. */
  readonly codes: 'office' | 'telemedicine';
  /** The modifier of each mode on a code that does not say it itself. */
  readonly video: string;
  readonly audio: string;
  readonly authority: Citation;
}

export interface Level {
  readonly office: string;
  readonly video: string;
  readonly audio: string;
  readonly label: string;
}

export interface Tables {
  readonly rules: readonly PayerRule[];
  readonly byOffice: ReadonlyMap<string, Level>;
  /** By 98000–98015, for a recorded one that the payer does not take. */
  readonly byTelemedicine: ReadonlyMap<string, Level>;
  readonly checkIn: {
    readonly code: string;
    readonly from: string;
    readonly minutes: readonly [number, number];
  };
  isEligible(code: string): boolean;
}

interface Codes {
  readonly levels: readonly Level[];
  readonly checkIn: Tables['checkIn'];
  readonly eligible: readonly { readonly from: string; readonly to: string }[];
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const { rows } = raw['payers.json'] as { readonly rows: readonly PayerRule[] };
  const { levels, checkIn, eligible } = raw['codes.json'] as Codes;
  return {
    rules: rows,
    byOffice: new Map(levels.map((l) => [l.office, l])),
    byTelemedicine: new Map(levels.flatMap((l) => [[l.video, l] as const, [l.audio, l] as const])),
    checkIn,
    isEligible: (code) => eligible.some((e) => e.from <= code && code <= e.to),
  };
}

/** Undefined: the state of the law, or the payer's rule, on that day is not known. A payer's own row goes before its kind's. */
export function ruleFor(
  { rules }: Tables,
  kind: PayerKind,
  on: ServiceDate,
  payerId?: string,
): PayerRule | undefined {
  const payer = kind === 'medicare' ? 'medicare' : 'other';
  const inForce = rules.filter((r) => r.from <= on && (r.to === undefined || on <= r.to));
  const own = inForce.find((r) => payerId !== undefined && r.payerIds?.includes(payerId));
  return own ?? inForce.find((r) => r.payer === payer && !r.payerIds);
}
