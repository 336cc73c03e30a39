/** The guidelines' own term for the problem, where the clinician's note uses it (CPT E/M guidelines, definitions of the problem terms). */
import type { Evidence, Facts } from '../../chart/index.ts';
import type { MdmLevel } from './levels.ts';
import { saidIn } from './said.ts';

export interface SaidTerm {
  readonly term: string;
  readonly level: MdmLevel;
  readonly evidence: readonly Evidence[];
}

/** Gravest first. The words are those of the guidelines' table; what they describe else is left alone. */
const TERMS: readonly (readonly [string, MdmLevel, RegExp])[] = [
  ['threat to life or bodily function', 'high', /\bthreat to (?:life|limb|(?:bodily )?function)\b/gi],
  [
    'undiagnosed new problem with uncertain prognosis',
    'moderate',
    /\b(?:undiagnosed|new (?:problem|symptoms?|\w{3,20}),? (?:of |with )?(?:an? )?uncertain (?:cause|diagnosis|prognosis)|uncertain prognosis)\b/gi,
  ],
  ['acute illness with systemic symptoms', 'moderate', /\b(?:with )?systemic symptoms\b/gi],
];

/** Undefined where the notes use none of the terms. */
export function termInNotes(facts: Facts): SaidTerm | undefined {
  for (const [term, level, pattern] of TERMS) {
    const [evidence] = saidIn(facts, pattern);
    if (evidence) return { term, level, evidence: [evidence] };
  }
  return undefined;
}
