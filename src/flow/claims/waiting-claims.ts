/** The claims that wait to be sent: of every claimed case, a few at a time, with what they refer to. */
import { draftClaims } from '../../claim/index.ts';
import type { Claim } from '../../fhir/index.ts';
import type { Dossier } from '../../x12/index.ts';
import { dossierOf } from '../../x12/index.ts';
import type { Cases } from '../process-model.ts';

/** Their guides differ, so that a batch has one of them. */
export type ClaimKind = 'professional' | 'institutional';

export const claimKindOf = (claim: Pick<Claim, 'type'> | undefined): ClaimKind =>
  claim?.type?.coding?.some((c) => c.code === 'institutional') ? 'institutional' : 'professional';

/** All claims of a case: they go together. */
export interface WaitingCase {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly payer: string | undefined;
  readonly dossiers: readonly Dossier[];
}

const PAGE = 200;

/** `only`: case ids. A case that is being sent meanwhile by another process is passed over later, by its state. */
export async function* waitingCases(cases: Cases, only?: ReadonlySet<string>): AsyncGenerator<WaitingCase> {
  for await (const id of claimedIds(cases)) {
    if (only && !only.has(id)) continue;
    const waiting = await waitingCase(cases, id);
    if (waiting) yield waiting;
  }
}

async function* claimedIds(cases: Cases): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await cases.page({
      state: 'claimed',
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const row of page.rows) yield row.case.id;
    after = page.next;
  } while (after !== undefined);
}

async function waitingCase(cases: Cases, id: string): Promise<WaitingCase | undefined> {
  const kept = await cases.get(id);
  const coded = kept?.details.coded;
  if (kept?.case.state !== 'claimed' || !coded?.draft) return undefined;
  const claims = draftClaims(coded.draft);
  return {
    id,
    kind: claimKindOf(claims[0]),
    payer: coded.facts.coverages[0]?.payerId,
    dossiers: claims.map((claim) => dossierOf(claim, coded.chart.resources)),
  };
}
