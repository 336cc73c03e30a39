/** Z80–Z84 from the diseases of relatives, beside what their risk concerns (guideline I.C.21.c.4). */
import {
  type DiagnosisSuggestion,
  type Facts,
  type FamilyFact,
  isUnder,
  type ModuleContext,
  type PrepareFunction,
  resting,
  SYSTEM,
  stated,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly code: string;
  readonly icd: readonly string[];
  readonly snomed: readonly string[];
  readonly words: readonly string[];
  readonly beside: readonly string[];
}

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['relatives.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => ({ diagnoses: rows.flatMap((r) => risk(r, facts, context)) });
};

function risk(row: Row, facts: Facts, context: ModuleContext): readonly DiagnosisSuggestion[] {
  const recorded = context.diagnoses.some((d) => d.code === row.code);
  const concerned = context.diagnoses.filter((d) => row.beside.some((node) => isUnder(d.code, node)));
  const relative = (facts.family ?? []).find((f) => has(f, row));
  if (recorded || concerned.length === 0 || !relative) return [];
  const rest = { rule: row.id, section: 'I.C.21.c.4', sure: 0.85, evidence: relative.evidence } as const;
  return [resting(row.code, concerned, { ...rest, placement: 'never-first' }, context)];
}

/** Words count only where nothing is coded: a coded disease says what it is. */
function has({ concept }: FamilyFact, row: Row): boolean {
  const known = concept.codings.filter((c) => c.system === SYSTEM.icd10cm || c.system === SYSTEM.snomed);
  if (known.length === 0) return stated(concept.words, row.words) !== undefined;
  return known.some((c) =>
    c.system === SYSTEM.snomed ? row.snomed.includes(c.code) : row.icd.some((node) => isUnder(c.code, node)),
  );
}
