/** newborn.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

const LISTS = [
  ...(['acquired', 'vaginal', 'cesarean', 'outside', 'twin', 'triplet', 'birthWeight'] as const),
  ...(['gestationalAge'] as const),
] as const;

export interface Tables extends Readonly<Record<(typeof LISTS)[number], readonly string[]>> {
  readonly perinatal: ReadonlyMap<string, string>;
  readonly mother: readonly { readonly of: string; readonly affected: string }[];
  readonly observed: readonly { readonly of: readonly string[]; readonly code: string }[];
}

export function readTables(table: unknown): Tables {
  const t = (table ?? {}) as Partial<Omit<Tables, 'perinatal'>> & {
    readonly perinatal?: Readonly<Record<string, string>>;
  };
  const missing = [...LISTS, 'mother' as const, 'observed' as const].filter((k) => !Array.isArray(t[k]));
  if (missing.length > 0 || !t.perinatal) {
    const detail = `newborn.json needs ${missing.join(', ') || 'perinatal'}`;
    throw new ClaimwrightError('CW-3001', { module: 'newborn', detail });
  }
  return { ...(t as Omit<Tables, 'perinatal'>), perinatal: new Map(Object.entries(t.perinatal)) };
}
