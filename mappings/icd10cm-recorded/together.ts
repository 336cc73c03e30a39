/** Codes that the tabular list itself puts side by side: etiology and manifestation, "use additional code" (guidelines I.A.13, I.A.17). */
import type { CodeRange, Icd10CmCode, ModuleContext } from '../../src/suggest/module.ts';

const PAIRING = ['codeFirst', 'useAdditional', 'codeAlso'];

/** Whether a note of either code names the other: then one entry may well carry both (E11.22 with N18.31). */
export const belongTogether = (a: Icd10CmCode, b: Icd10CmCode, context: ModuleContext): boolean =>
  names(a, b, context) || names(b, a, context);

const names = (a: Icd10CmCode, b: string, { terminology, on }: ModuleContext): boolean =>
  terminology.icd10cm
    .notes(a, on)
    .some((n) => PAIRING.includes(n.kind) && n.targets.some((r) => holds(r, b)));

/** Inclusive of everything below either end. */
function holds(range: CodeRange, code: string): boolean {
  const [low, high, plain] = [range.from, range.to, code].map((c) => c.replace('.', '')) as [
    string,
    string,
    string,
  ];
  return plain >= low && (plain <= high || plain.startsWith(high));
}
