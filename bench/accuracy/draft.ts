/** What the makers of resources share: the scene of the encounter and small FHIR builders. */
import type { CompactChart } from './notation.ts';
import type { Shape } from './shapes.ts';

/** A resource before it is anybody's type. */
export type Draft = { readonly resourceType: string; readonly id: string } & Readonly<
  Record<string, unknown>
>;

export interface Scene {
  readonly shape: Shape;
  readonly setting: CompactChart['setting'];
  readonly day: string;
  readonly start: string;
  readonly end: string;
}

export const text = (words: string) => ({ text: words });

export const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display ? { display } : {}) }],
  ...(display ? { text: display } : {}),
});

/** Who and which encounter: most resources carry both. */
export const OURS = {
  subject: { reference: 'Patient/pat' },
  encounter: { reference: 'Encounter/enc' },
} as const;
