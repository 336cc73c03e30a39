/** Right and left of one disease become its bilateral code, where there is one (guideline I.B.13). */
import {
  type DiagnosisSuggestion,
  type ModuleContext,
  type PrepareFunction,
  reportableOn,
  resting,
} from '../../src/suggest/module.ts';

interface Row {
  readonly right: string;
  readonly left: string;
  readonly bilateral: string;
}

export const prepare: PrepareFunction = (tables) => {
  const byRight = readRows(tables['bilateral.json']);
  return (_facts, context) => ({
    diagnoses: context.diagnoses.flatMap((d) => {
      const row = byRight.get(d.code);
      return row ? bilateral(d, row, context) : [];
    }),
  });
};

function readRows(table: unknown): ReadonlyMap<string, Row> {
  const { rows } = table as { readonly rows: readonly (readonly [string, string, string])[] };
  return new Map(rows.map(([right, left, both]) => [right, { right, left, bilateral: both }]));
}

function bilateral(
  right: DiagnosisSuggestion,
  row: Row,
  context: ModuleContext,
): readonly DiagnosisSuggestion[] {
  const left = context.diagnoses.find((d) => d.code === row.left);
  if (!left || !reportableOn(row.bilateral, context)) return [];
  const sides = [right, left];
  return [resting(row.bilateral, sides, { rule: 'both-sides', section: 'I.B.13', replaces: sides }, context)];
}
