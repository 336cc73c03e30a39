/** Codes of the four code systems of the mappings: dotless in the files, with their dot for people. */
import { dotted } from '../release/code-table.ts';
import type { GemMap } from './model.ts';

type GemSystem = 'icd9cm' | 'icd10cm' | 'icd9pcs' | 'icd10pcs';

const SHAPE: Readonly<Record<GemSystem, RegExp>> = {
  icd9cm: /^(?:\d{3,5}|V\d{2,4}|E\d{3,4})$/,
  icd10cm: /^[A-Z][0-9A-Z]{2,6}$/,
  icd9pcs: /^\d{3,4}$/,
  icd10pcs: /^[0-9A-HJ-NP-Z]{7}$/,
};

export const sourceSystem = (map: GemMap): GemSystem => map.split('-')[0] as GemSystem;
export const targetSystem = (map: GemMap): GemSystem => map.split('-')[1] as GemSystem;

export const hasShape = (code: string, system: GemSystem): boolean => SHAPE[system].test(code);

/** `25000` → `250.00`, `E8000` → `E800.0`, `V5861` → `V58.61`, `0010` → `00.10`. */
export function withDot(code: string, system: GemSystem): string {
  if (system === 'icd10pcs') return code;
  if (system === 'icd10cm') return dotted(code);
  const before = system === 'icd9pcs' ? 2 : code.startsWith('E') ? 4 : 3;
  return code.length > before ? `${code.slice(0, before)}.${code.slice(before)}` : code;
}

/** The code as the files write it. A dot in the wrong place makes another code of it, so that it is none. */
export function gemKey(code: string, system: GemSystem): string | undefined {
  const upper = code.trim().toUpperCase();
  const plain = upper.replace('.', '');
  if (!hasShape(plain, system)) return undefined;
  return upper === plain || upper === withDot(plain, system) ? plain : undefined;
}
