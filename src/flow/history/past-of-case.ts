/** What a case adds to the history of its patient: the lines of its claims, from the day they are claimed until they are void. */

import { draftClaims } from '../../claim/index.ts';
import type { CasePast } from '../../clearinghouse/index.ts';
import { pastLinesOfClaim } from '../../edits/index.ts';
import { serviceDate } from '../../kernel/index.ts';
import type { CaseState, StoredCase } from '../../review/index.ts';
import type { CaseDetails } from '../process-model.ts';
import { chartKeys } from './patient-keys.ts';

/** A claim that was rejected was never before the payer, and one that is void is no more. */
const NO_CLAIM: readonly CaseState[] = ['rejected', 'voided'];

/** Undefined leaves what was kept: a case that is looked at again still has the claim that was made. */
export function pastOfCase({ case: c, details }: StoredCase<CaseDetails>): CasePast | undefined {
  const { coded } = details;
  const day = serviceDate(c.events.at(-1)?.at.slice(0, 10));
  if (!coded || !day) return undefined;
  const { chart, facts, draft } = coded;
  const from = { source: chart.source, day };
  const patients = chartKeys(chart, facts);
  if (NO_CLAIM.includes(c.state) || details.claim === undefined) return { patients, lines: [], from };
  if (!draft) return undefined;
  return { patients, lines: draftClaims(draft).flatMap((claim) => pastLinesOfClaim(claim, facts)), from };
}
