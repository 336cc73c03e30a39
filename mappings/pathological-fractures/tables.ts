/** fractures.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

export interface Fractures {
  /** Beginnings of S codes, and the 5th (and 6th) character of M80.0. */
  readonly trauma: readonly { readonly of: string; readonly site: string }[];
  readonly osteoporosis: Readonly<Record<string, string>>;
  readonly neoplasm: Readonly<Record<string, string>>;
  readonly slight: readonly string[];
  readonly violent: readonly string[];
  readonly neoplastic: readonly string[];
}

export function readFractures(table: unknown): Fractures {
  const t = (table ?? {}) as Partial<Fractures>;
  const lists = [t.trauma, t.slight, t.violent, t.neoplastic].every(Array.isArray);
  if (lists && t.osteoporosis && t.neoplasm) return t as Fractures;
  const detail = 'fractures.json needs trauma, osteoporosis, neoplasm, slight, violent and neoplastic';
  throw new ClaimwrightError('CW-3001', { module: 'pathological-fractures', detail });
}
