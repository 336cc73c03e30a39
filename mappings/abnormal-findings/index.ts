/** A value out of range that no diagnosis explains is a question to the provider, never a code (guideline III.B). */
import {
  type Facts,
  guideline,
  isUnder,
  type Measurement,
  type ModuleContext,
  type PrepareFunction,
  type Query,
  SYSTEM,
} from '../../src/suggest/module.ts';

interface Row {
  readonly id: string;
  readonly loinc: readonly string[];
  readonly units: readonly string[];
  readonly below?: number;
  readonly above?: number;
  readonly sex?: string;
  readonly question: string;
  readonly options: Query['options'];
  readonly explains: readonly string[];
}

/** Reference ranges of children are others, and so are those of pregnancy. */
const ADULT = 18;

export const prepare: PrepareFunction = (tables) => {
  const { rows } = tables['findings.json'] as { readonly rows: readonly Row[] };
  return (facts, context) => {
    const { age, pregnant } = facts.person;
    if (age === undefined || age < ADULT || pregnant?.value === true) return {};
    return { queries: rows.flatMap((r) => asked(r, facts, context)) };
  };
};

function asked(row: Row, facts: Facts, context: ModuleContext): readonly Query[] {
  if (row.sex !== undefined && row.sex !== facts.person.sex) return [];
  const last = facts.measurements.findLast((m) => isOf(m, row));
  const explained = context.diagnoses.some((d) => row.explains.some((node) => isUnder(d.code, node)));
  if (!last || explained || !isOutside(last.value, row)) return [];
  return [
    {
      id: row.id,
      about: last.id,
      question: row.question,
      options: row.options,
      citation: guideline('III.B', context.on),
      evidence: last.evidence,
    },
  ];
}

const isOf = (m: Measurement, { loinc, units }: Row): boolean =>
  m.value !== undefined &&
  m.unit !== undefined &&
  units.includes(m.unit) &&
  m.concept.codings.some((c) => c.system === SYSTEM.loinc && loinc.includes(c.code));

const isOutside = (value: number | undefined, { below, above }: Row): boolean =>
  value !== undefined && ((below !== undefined && value < below) || (above !== undefined && value > above));
