/** codes.json, and the authority of its rows. */
import type { Citation } from '../../src/suggest/module.ts';

export interface Session {
  readonly from: number;
  readonly to?: number;
  readonly alone: string;
  readonly beside: string;
}

export interface Tables {
  readonly evaluation: { readonly plain: string; readonly medical: string };
  readonly sessions: readonly Session[];
  /** Minutes from which a family session is reported. */
  readonly family: { readonly from: number; readonly with: string; readonly without: string };
  readonly group: string;
  readonly crisis: {
    readonly from: number;
    readonly code: string;
    readonly more: { readonly code: string; readonly from: number; readonly step: number };
  };
  readonly complexity: string;
}

export const PSYCHIATRY: Citation = { source: 'CPT', section: 'Psychiatry, psychotherapy by time' };
