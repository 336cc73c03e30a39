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
  readonly complexity: string;
}

export const PSYCHIATRY: Citation = { source: 'CPT', section: 'Psychiatry, psychotherapy by time' };
