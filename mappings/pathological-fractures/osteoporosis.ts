/** Known osteoporosis, on the claim or only on the problem list (guideline I.C.13.d.2: "any patient with known osteoporosis"). */
import {
  type DiagnosisSuggestion,
  type Evidence,
  type Facts,
  icd10CmCode,
  type ModuleContext,
  type Problem,
  SYSTEM,
} from '../../src/suggest/module.ts';

export interface Osteoporosis {
  /** 4th character of M80: age-related, or other. */
  readonly kind: '0' | '8';
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly evidence: readonly Evidence[];
}

export function knownOsteoporosis(facts: Facts, context: ModuleContext): Osteoporosis | undefined {
  const diagnoses = context.diagnoses.filter((d) => d.code.startsWith('M81'));
  const listed = facts.problems.filter((p) => isCurrent(p) && codeOf(p)?.startsWith('M81'));
  const code = diagnoses[0]?.code ?? (listed[0] && codeOf(listed[0]));
  if (code === undefined) return undefined;
  return {
    kind: code === 'M81.0' ? '0' : '8',
    diagnoses,
    evidence: listed.flatMap((p) => p.evidence),
  };
}

const isCurrent = (p: Problem): boolean =>
  !['resolved', 'inactive'].includes(p.clinical) &&
  ['confirmed', 'unstated'].includes(p.verification) &&
  p.uncertainWords === undefined;

const codeOf = (p: Problem): string | undefined =>
  p.concept.codings.flatMap((c) => (c.system === SYSTEM.icd10cm ? (icd10CmCode(c.code) ?? []) : []))[0];
