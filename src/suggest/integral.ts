/** Signs and symptoms that are routinely part of a confirmed disease are not coded beside it (guidelines I.B.4, I.B.5, I.C.18). */
import type { ServiceDate } from '../kernel/index.ts';
import { isUnder } from '../terminology/index.ts';
import { underAny } from './consolidate.ts';
import { guideline } from './draft.ts';
import { INTEGRAL } from './integral-table.ts';
import type { DiagnosisSuggestion, Uncoded } from './model.ts';
import { sideInTitle } from './narrow.ts';

const MOST = 12;

/** Drops integral symptoms; each of their problems is told of which disease it is a part. */
export function dropIntegral(
  diagnoses: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): { readonly kept: readonly DiagnosisSuggestion[]; readonly uncoded: readonly Uncoded[] } {
  // A few are enough to find another than the symptom itself, of either side; a chart may hold thousands.
  const rows = INTEGRAL.map(({ diseases, symptoms }) => ({
    symptoms,
    found: diagnoses.filter((d) => underAny(d.code, diseases)).slice(0, MOST),
  })).filter((row) => row.found.length > 0);
  const out: Uncoded[] = [];
  const kept = diagnoses.filter((d) => {
    const disease = rows
      .filter((row) => row.symptoms.some((s) => isUnder(d.code, s)))
      .flatMap((row) => row.found)
      .find((other) => other.code !== d.code && !otherSide(other, d));
    if (disease) out.push(...told(d, disease.code, on));
    return disease === undefined;
  });
  return { kept, uncoded: out };
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
