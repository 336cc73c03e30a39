/** organisms.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

export interface Organism {
  /** Plain words, as the record may have them. */
  readonly names: readonly string[];
  /** The code of sepsis due to it. */
  readonly code: string;
  /** The organism as the cause of a disease classified elsewhere. */
  readonly agent?: string;
}

export interface Organisms {
  readonly organisms: readonly Organism[];
  /** A code of A40 or A41, or the beginning of one, and what a newborn has instead; the first that fits. */
  readonly newborn: readonly { readonly from: string; readonly to: string }[];
}

export function readOrganisms(table: unknown): Organisms {
  const { organisms, newborn } = (table ?? {}) as Partial<Organisms>;
  if (Array.isArray(organisms) && Array.isArray(newborn)) return { organisms, newborn };
  throw new ClaimwrightError('CW-3001', {
    module: 'sepsis',
    detail: 'organisms.json needs organisms and newborn',
  });
}
