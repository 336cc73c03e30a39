/** codes.json, and the authorities of its rows. */
import type { Citation } from '../../src/suggest/module.ts';

export interface Monthly {
  readonly kind: 'complex' | 'chronic' | 'principal';
  readonly by: 'personal' | 'staff' | 'any';
  readonly minutes: number;
  readonly code: string;
  readonly more: { readonly code: string; readonly step: number; readonly most?: number };
  /** Chronic illnesses it takes. */
  readonly least: number;
}

interface Coded {
  readonly code: string;
}

export interface Tables {
  readonly monthly: readonly Monthly[];
  readonly advancedPrimary: {
    readonly effective: { readonly from: string; readonly to?: string };
    readonly payers: readonly string[];
    readonly upToOne: string;
    readonly several: string;
    readonly severalQualified: string;
  };
  readonly transitional: Readonly<Record<'high' | 'moderate', Coded & { readonly days: number }>>;
  readonly planning: {
    readonly first: Coded & { readonly minutes: number };
    readonly more: Coded & { readonly minutes: number; readonly step: number };
  };
  readonly monitoring: {
    readonly setUp: string;
    readonly device: Coded & { readonly days: number };
    readonly treatment: Coded & { readonly minutes: number };
    readonly more: Coded & { readonly step: number };
  };
  readonly visits: readonly string[];
}

export const MANAGEMENT: Citation = { source: 'CPT', section: 'Care Management Services' };
export const TRANSITIONAL: Citation = { source: 'CPT', section: 'Transitional Care Management Services' };
export const PLANNING: Citation = { source: 'CPT', section: 'Advance Care Planning' };
export const MONITORING: Citation = { source: 'CPT', section: 'Remote Physiologic Monitoring' };
export const ADVANCED: Citation = {
  source: 'CMS Physician Fee Schedule final rule 2025',
  section: 'Advanced primary care management',
};
