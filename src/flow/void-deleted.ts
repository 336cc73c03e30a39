/**
 * Use case: encounters that an EHR says it deleted. A delete is no word that nothing happened: a record may have been
 * merged or moved (R4 http.html#delete gives no reason). So nothing is voided; the claim waits, and a person looks.
 */
import { ClaimwrightError } from '../kernel/index.ts';
import { advance, canHappen, caseId, deliveryId } from '../review/index.ts';
import { AUTHOR } from './pipeline.ts';
import type { VoidDeps } from './void-case.ts';

/** Answers whether it was news. A claim that has not left does not leave; one that has stands until a person decides. */
export async function noteDeleted(encounterId: string, deps: VoidDeps): Promise<boolean> {
  const kept = await deps.cases.get(caseId(deps.ehr.id, `Encounter/${encounterId}`));
  const fault = new ClaimwrightError('CW-8705');
  if (!kept || kept.case.state === 'voided' || kept.details.fault?.code === fault.code) return false;
  const { case: before, details } = kept;
  const event = {
    at: deps.clock.now(),
    who: AUTHOR.name.toLowerCase(),
    kind: 'held' as const,
    why: fault.message,
  };
  const after = canHappen(before, 'held') ? advance(before, event) : before;
  const known = { ...details, fault: { code: fault.code, message: fault.message } };
  const unsent = [deliveryId('claim', before.id)];
  await deps.cases.put({ case: after, details: known }, before.events.length, [], unsent);
  deps.report?.(after, known, fault);
  return true;
}
