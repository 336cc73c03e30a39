/** From a claim number back to the case behind it: what suggested each line, what the edits said, and who let it go. */
import { draftClaims } from '../claim/index.ts';
import type { CaseLookup, ClaimOrigin, LineOrigin } from '../clearinghouse/index.ts';
import type { Claim } from '../fhir/index.ts';
import type { Case } from '../review/index.ts';
import type { CodedEncounter } from './pipeline.ts';
import type { Cases } from './process.ts';

/** By the store's index of claim numbers. A case that was made anew without this claim no longer explains it. */
export const caseLookup = (cases: Pick<Cases, 'byClaimNumber'>): CaseLookup => ({
  byClaimNumber: async (number) => {
    const kept = await cases.byClaimNumber(number);
    const coded = kept?.details.coded;
    const claim = coded?.draft && draftClaims(coded.draft).find((c) => bears(c, number.toUpperCase()));
    return kept && coded && claim ? originOf(kept.case, coded, claim) : undefined;
  },
});

const bears = (claim: Claim, number: string): boolean =>
  (claim.identifier ?? []).some(({ value }) => value?.toUpperCase() === number);

const originOf = (found: Case, coded: CodedEncounter, claim: Claim): ClaimOrigin => ({
  case: found.id,
  encounter: found.encounter,
  lines: linesOf(coded, claim),
  findings: coded.findings.map(({ edit, severity, expression }) => ({
    edit,
    severity,
    line: lineOf(expression, claim),
  })),
  decision: found.events.findLast(({ kind }) => kind === 'found-ready'),
});

function linesOf({ set }: CodedEncounter, claim: Claim): readonly LineOrigin[] {
  return (claim.item ?? []).flatMap(({ sequence, productOrService }) => {
    const code = productOrService?.coding?.[0]?.code;
    const service = set.services.find((s) => s.code === code);
    if (code === undefined || !service) return [];
    const { module, version, rule } = service.rule;
    return [{ sequence, code, rule: `${module}@${version}/${rule}`, confidence: service.confidence }];
  });
}

function lineOf(expression: string, claim: Claim): number | undefined {
  const [, index] = /^Claim\.item\[(\d{1,4})\]/.exec(expression) ?? [];
  return index === undefined ? undefined : claim.item?.[Number(index)]?.sequence;
}
