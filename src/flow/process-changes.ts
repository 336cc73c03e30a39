/** What another coding of an encounter changed: against the coding before it, or the claim that was made. Codes only. */
import { type ClaimDraft, draftClaims } from '../claim/index.ts';
import type { Claim } from '../fhir/index.ts';
import { canonicalJson, sha256 } from '../kernel/index.ts';
import { codesOfSet } from './codes-of-set.ts';
import type { CodedEncounter } from './pipeline.ts';
import { type Basis, changedSince } from './process-basis.ts';
import type { CaseDetails, MadeClaim, Recoded } from './process-model.ts';

export const madeOf = (claims: readonly Claim[], codes: readonly string[]): MadeClaim => ({
  sha256: sha256(canonicalJson(claims)),
  codes,
});

export const madeOfDraft = (draft: ClaimDraft, coded: CodedEncounter): MadeClaim =>
  madeOf(draftClaims(draft), codesOf(coded));

export const codesOf = ({ set }: CodedEncounter): readonly string[] => codesOfSet(set);

/** Undefined where there is nothing to compare with, or nothing changed that a coding stands on. */
export function recodedOf(
  earlier: CaseDetails | undefined,
  coded: CodedEncounter,
  basis: Basis,
): Recoded | undefined {
  const before = earlier?.made?.codes ?? (earlier?.coded && codesOf(earlier.coded));
  const because = earlier?.basis && changedSince(earlier.basis, basis);
  if (!before || !because) return undefined;
  const now = codesOf(coded);
  return {
    added: now.filter((code) => !before.includes(code)),
    removed: before.filter((code) => !now.includes(code)),
    because: because === 'releases' ? 'release' : because,
  };
}

const CAUSE: Readonly<Record<Recoded['because'], string>> = {
  chart: 'The chart changed',
  release: 'A code release changed',
  modules: 'The rules changed',
};

/** One sentence for the event. */
export function changeSentence({ added, removed, because }: Recoded): string {
  const parts = [
    ...(added.length > 0 ? [`${added.join(', ')} added`] : []),
    ...(removed.length > 0 ? [`${removed.join(', ')} removed`] : []),
  ];
  return `${CAUSE[because]}: ${parts.length > 0 ? parts.join('; ') : 'the codes are the same'}.`;
}
