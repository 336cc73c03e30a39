/** Signs and symptoms that a confirmed disease explains are not coded beside it (guidelines I.B.4, I.B.5, I.C.18). */
import type { ServiceDate } from '../kernel/index.ts';
import { type CodeRange, icd10CmCode, inRanges, isUnder, type Terminology } from '../terminology/index.ts';
import { underAny } from './consolidate.ts';
import { guideline } from './draft.ts';
import { INTEGRAL } from './integral-table.ts';
import type { DiagnosisSuggestion, Uncoded } from './model.ts';

interface Explained {
  readonly disease: string;
  readonly section: string;
  readonly why: string;
}

/** Drops explained symptoms; each of their problems is told of which disease it is a part. */
export function dropIntegral(
  diagnoses: readonly DiagnosisSuggestion[],
  on: ServiceDate,
  terminology?: Terminology,
): { readonly kept: readonly DiagnosisSuggestion[]; readonly uncoded: readonly Uncoded[] } {
  const present = diagnoses.map((d) => d.code);
  const rows = INTEGRAL.map(({ diseases, symptoms }) => ({
    symptoms,
    found: present.filter((code) => underAny(code, diseases)).slice(0, 2),
  })).filter((row) => row.found.length > 0);
  const definite = present.filter((code) => !/^[RV-Z]/.test(code));
  const out: Uncoded[] = [];
  const kept = diagnoses.filter((d) => {
    const disease = rows
      .filter((row) => row.symptoms.some((s) => isUnder(d.code, s)))
      .flatMap((row) => row.found)
      .find((code) => code !== d.code);
    const explained = disease ? integralTo(d.code, disease) : excludedBy(d.code, definite, on, terminology);
    if (explained) out.push(...told(d, explained, on));
    return explained === undefined;
  });
  return { kept, uncoded: out };
}

const integralTo = (symptom: string, disease: string): Explained => ({
  disease,
  section: 'I.B.4',
  why: `${symptom} is integral to ${disease} and not coded beside it.`,
});

/**
 * I.C.18: the note of a symptom code that excludes a disease says that the disease explains it. Only chapter 18 gives way
 * so: between two diseases an Excludes1 note is for a person to judge (I.A.12.a).
 */
function excludedBy(
  symptom: string,
  definite: readonly string[],
  on: ServiceDate,
  terminology: Terminology | undefined,
): Explained | undefined {
  const code = symptom.startsWith('R') ? icd10CmCode(symptom) : undefined;
  if (!code || !terminology || definite.length === 0) return undefined;
  const targets: readonly CodeRange[] = terminology.icd10cm
    .notes(code, on)
    .flatMap((n) => (n.kind === 'excludes1' && n.node.startsWith('R') && !n.node.includes('-') ? n.targets : []));
  const disease = definite.find((d) => inRanges(d, targets));
  const why = `${symptom} is a symptom that ${disease} explains.`;
  return disease ? { disease, section: 'I.C.18', why } : undefined;
}

const told = (d: DiagnosisSuggestion, { section, why }: Explained, on: ServiceDate): readonly Uncoded[] =>
  d.problems.map((about) => ({
    about,
    reason: 'integral',
    explanation: why,
    citation: guideline(section, on),
    evidence: d.evidence,
  }));
