/** Signs and symptoms that are routinely part of a confirmed disease are not coded beside it (guidelines I.B.4, I.B.5, I.C.18). */
import type { ServiceDate } from '../kernel/index.ts';
import { isUnder } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion, Uncoded } from './model.ts';

/** Disease nodes and the symptom nodes that belong to them. Only pairs no coder would question. */
const INTEGRAL: readonly { readonly diseases: readonly string[]; readonly symptoms: readonly string[] }[] = [
  {
    diseases: ['J00', 'J01', 'J02', 'J03', 'J04', 'J05', 'J06', 'J09', 'J10', 'J11', 'U07.1'],
    symptoms: ['R05', 'R07.0', 'R09.81', 'R09.82', 'R50.9'],
  },
  {
    diseases: [
      'J12',
      'J13',
      'J14',
      'J15',
      'J16',
      'J18',
      'J20',
      'J21',
      'J22',
      'J40',
      'J41',
      'J42',
      'J43',
      'J44',
      'J45',
    ],
    symptoms: ['R05', 'R06.0', 'R06.2', 'R09.1', 'R09.3'],
  },
  { diseases: ['J12', 'J13', 'J14', 'J15', 'J16', 'J18'], symptoms: ['R50.9'] },
  { diseases: ['I50', 'I11.0', 'I13.0', 'I13.2'], symptoms: ['R06.0', 'R60'] },
  { diseases: ['I20', 'I21', 'I22', 'I25.11'], symptoms: ['R07.2', 'R07.89', 'R07.9'] },
  { diseases: ['K35', 'K80', 'K81', 'K85', 'N20', 'N23'], symptoms: ['R10'] },
  // Diverticulitis, not diverticulosis, which hurts nobody.
  {
    diseases: [
      ...['K57.0', 'K57.12', 'K57.13', 'K57.2', 'K57.32', 'K57.33', 'K57.4', 'K57.52', 'K57.53', 'K57.8'],
      ...['K57.92', 'K57.93'],
    ],
    symptoms: ['R10'],
  },
  { diseases: ['A08', 'A09', 'K52'], symptoms: ['R11', 'R19.7'] },
  { diseases: ['N30', 'N39.0', 'N10'], symptoms: ['R30.0', 'R35.0', 'R39.15'] },
  { diseases: ['K21'], symptoms: ['R12'] },
  { diseases: ['G43', 'G44'], symptoms: ['R51.9'] },
  { diseases: ['H60', 'H65', 'H66'], symptoms: ['H92.0'] },
  { diseases: ['A40', 'A41'], symptoms: ['R50.9', 'R65.10'] },
  { diseases: ['N13', 'N20'], symptoms: ['R31'] },
];

/** Drops integral symptoms; each of their problems is told of which disease it is a part. */
export function dropIntegral(
  diagnoses: readonly DiagnosisSuggestion[],
  on: ServiceDate,
): { readonly kept: readonly DiagnosisSuggestion[]; readonly uncoded: readonly Uncoded[] } {
  const out: Uncoded[] = [];
  const kept = diagnoses.filter((d) => {
    const disease = diagnoses.find((other) => other !== d && isIntegral(d.code, other.code));
    if (!disease) return true;
    const explanation = `${d.code} is integral to ${disease.code} and not coded beside it.`;
    for (const about of d.problems) {
      out.push({
        about,
        reason: 'integral',
        explanation,
        citation: guideline('I.B.4', on),
        evidence: d.evidence,
      });
    }
    return false;
  });
  return { kept, uncoded: out };
}

const isIntegral = (symptom: string, disease: string): boolean =>
  INTEGRAL.some(
    (row) =>
      row.symptoms.some((s) => isUnder(symptom, s)) && row.diseases.some((node) => isUnder(disease, node)),
  );
