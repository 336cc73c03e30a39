/** Signs and symptoms that are routinely part of a confirmed disease are not coded beside it (guidelines I.B.4, I.B.5, I.C.18). */
import type { ServiceDate } from '../kernel/index.ts';
import { underAny } from './consolidate.ts';
import { guideline } from './draft.ts';
import { INTEGRAL, type IntegralRow } from './integral-table.ts';
import type { DiagnosisSuggestion, Uncoded } from './model.ts';
import { sideInTitle } from './narrow.ts';

/** A few are enough to find another than the symptom itself, of either side; a chart may hold thousands. */
const MOST = 12;

/** The rows by the categories of their symptoms: few codes of a chart are symptoms, and few rows speak of one. */
const BY_SYMPTOM = categorized(INTEGRAL);

/** Drops integral symptoms; each of their problems is told of which disease it is a part. */
export function dropIntegral(
  diagnoses: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): { readonly kept: readonly DiagnosisSuggestion[]; readonly uncoded: readonly Uncoded[] } {
  const diseases = finder(diagnoses);
  const out: Uncoded[] = [];
  const kept = diagnoses.filter((d) => {
    const disease = rowsFor(d.code)
      .flatMap(diseases)
      .find((other) => other.code !== d.code && !otherSide(other, d));
    if (disease) out.push(...told(d, disease.code, on));
    return disease === undefined;
  });
  return { kept, uncoded: out };
}

const rowsFor = (code: string): readonly IntegralRow[] =>
  (BY_SYMPTOM.get(categoryOf(code)) ?? []).filter(({ symptoms }) => underAny(code, symptoms));

/** The diseases of a row among some diagnoses, looked for once and only when a symptom asks. */
function finder(
  diagnoses: readonly DiagnosisSuggestion[],
): (row: IntegralRow) => readonly DiagnosisSuggestion[] {
  const known = new Map<IntegralRow, readonly DiagnosisSuggestion[]>();
  return (row) => {
    const found = known.get(row) ?? diagnoses.filter((d) => underAny(d.code, row.diseases)).slice(0, MOST);
    known.set(row, found);
    return found;
  };
}

function categorized(rows: readonly IntegralRow[]): ReadonlyMap<string, readonly IntegralRow[]> {
  const index = new Map<string, IntegralRow[]>();
  for (const row of rows)
    for (const category of new Set(row.symptoms.map(categoryOf)))
      index.set(category, [...(index.get(category) ?? []), row]);
  return index;
}

function categoryOf(code: string): string {
  return code.slice(0, 3);
}

/** Pain of the right knee is no part of what ails the left one. */
function otherSide(disease: DiagnosisSuggestion, symptom: DiagnosisSuggestion): boolean {
  const sides = [sideInTitle(disease.title), sideInTitle(symptom.title)];
  return sides.includes('left') && sides.includes('right');
}

const told = (d: DiagnosisSuggestion, disease: string, on: ServiceDate): readonly Uncoded[] =>
  d.problems.map((about) => ({
    about,
    reason: 'integral',
    explanation: `${d.code} is integral to ${disease} and not coded beside it.`,
    citation: guideline('I.B.4', on),
    evidence: d.evidence,
  }));
