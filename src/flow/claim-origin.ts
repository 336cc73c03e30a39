/** From a claim number back to the case behind it: what suggested each line, what the edits said, and who let it go. */
import type { CaseLookup, ClaimOrigin, LineOrigin } from '../clearinghouse/index.ts';
import type { Claim } from '../fhir/index.ts';
import type { Case } from '../review/index.ts';
import type { CodedEncounter } from './pipeline.ts';
import type { Cases } from './process.ts';

/** Looks through all cases: for one denial at a time. A store with an index of claim numbers brings a lookup of its own. */
export const caseLookup = (cases: Pick<Cases, 'list'>): CaseLookup => ({
  byClaimNumber: async (number) => {
    for (const { case: found, details } of await cases.list()) {
      const claim = details.coded?.draft?.claim;
      if (details.coded && claim && numbersOf(claim).includes(number.toUpperCase()))
        return originOf(found, details.coded, claim);
    }
    return undefined;
  },
});

const numbersOf = (claim: Claim): readonly string[] =>
  (claim.identifier ?? []).flatMap(({ value }) => value?.toUpperCase() ?? []);

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
