/** words.json and sites.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

const LISTS = [
  ...(['later', 'active', 'sequela', 'delayed', 'nonunion', 'malunion', 'open', 'openSevere'] as const),
] as const;

export type Words = Readonly<Record<(typeof LISTS)[number], readonly string[]>>;

export interface Sites {
  readonly superficial: readonly string[];
  readonly sites: readonly { readonly site: string; readonly severe: readonly string[] }[];
}

export interface Tables {
  readonly words: Words;
  readonly sites: Sites;
}

export function readTables(tables: Readonly<Record<string, unknown>>): Tables {
  const words = (tables['words.json'] ?? {}) as Partial<Words>;
  const sites = (tables['sites.json'] ?? {}) as Partial<Sites>;
  const missing = LISTS.filter((list) => !Array.isArray(words[list]));
  if (missing.length === 0 && Array.isArray(sites.sites) && Array.isArray(sites.superficial))
    return { words: words as Words, sites: sites as Sites };
  const detail = `words.json needs ${missing.join(', ') || 'nothing more'}; sites.json needs superficial and sites`;
  throw new ClaimwrightError('CW-3001', { module: 'injuries', detail });
}
