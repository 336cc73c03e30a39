/** What becomes of a coded encounter: its events, what is kept, and the claim that is to be delivered. */
import { draftClaims } from '../claim/index.ts';
import type { FhirValidator } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { Case, Delivery } from '../review/index.ts';
import { claimStructure } from './check-claim.ts';
import type { CodedEncounter } from './pipeline.ts';
import type { Basis } from './process-basis.ts';
import { changeSentence, madeOfDraft, recodedOf } from './process-changes.ts';
import { claimDelivery, leaseUntil, step } from './process-deliver.ts';
import type { CaseDetails, ProcessDeps, Recoded } from './process-model.ts';

/** What a run of one encounter comes to. `fault`: the error behind a held case, for the log. */
export interface Concluded {
  readonly outcome: Case;
  readonly details: CaseDetails;
  /** The claim that is to leave; none withdraws one that has not left yet. */
  readonly delivery?: Delivery;
  readonly fault?: unknown;
}

interface Conclusion {
  readonly received: Case;
  readonly read: CodedEncounter;
  readonly basis: Basis;
  readonly earlier: CaseDetails | undefined;
  readonly deps: ProcessDeps;
}

export function conclude({ received, read, basis, earlier, deps }: Conclusion): Concluded {
  const coded = conforming(read, deps.validator);
  const recoded = recodedOf(earlier, coded, basis);
  const at = deps.clock.now();
  const made = step(received, 'coded', codedSentence(coded, recoded), at);
  const details: CaseDetails = { ...written(earlier), fault: undefined, coded, basis, recoded };
  const { to } = coded.disposition;
  if (to === 'held') return { outcome: step(made, 'held', against(coded), at), details };
  if (to === 'review') return { outcome: step(made, 'asked-for-review', against(coded), at), details };
  return ready(made, coded, details, deps);
}

/** A claim that an earlier run wrote stays known, whatever stops this one. */
export const written = (earlier: CaseDetails | undefined) => ({
  claim: earlier?.claim,
  writeBack: earlier?.writeBack,
  made: earlier?.made,
});

function ready(made: Case, coded: CodedEncounter, details: CaseDetails, deps: ProcessDeps): Concluded {
  const { draft } = coded;
  if (!draft) throw new ClaimwrightError('CW-5002', { detail: 'a ready case without a claim draft' });
  const at = deps.clock.now();
  // A claim is in the EHR: what would be another one is a person's decision.
  if (details.made && details.made.sha256 !== madeOfDraft(draft, coded).sha256)
    return {
      outcome: step(made, 'asked-for-review', 'The claim that was made is another one now.', at),
      details,
    };
  const found = step(made, 'found-ready', 'No edit stands against the claim.', at);
  if (details.made)
    return { outcome: step(found, 'claimed', 'The claim that was made stands.', at), details };
  return { outcome: found, details, delivery: claimTo(found, draft.transaction, at) };
}

/** The claim on its way to the EHR: whoever keeps it makes the first attempt. */
export const claimTo = (c: Case, body: unknown, at: string): Delivery => ({
  id: claimDelivery(c),
  kind: 'claim',
  case: c.id,
  connection: c.connection,
  body,
  notBefore: leaseUntil(at),
});

function codedSentence({ set, mended }: CodedEncounter, recoded: Recoded | undefined): string {
  const counted = `${set.diagnoses.length} diagnoses, ${set.services.length} services.${mendSentence(mended)}`;
  return recoded ? `${counted} ${changeSentence(recoded)}` : counted;
}

/** Which edits, and by whom: what each changed stands with the codes. */
const mendSentence = (mended: CodedEncounter['mended'] = []): string =>
  mended.map(({ edit, who }) => ` Mended by ${edit} (${who}).`).join('');

/** A claim that base R4 or our profile refuses is held with what they say: no EHR is sent what it would have to refuse. */
export function conforming(coded: CodedEncounter, validator: FhirValidator | undefined): CodedEncounter {
  const claims = coded.draft ? draftClaims(coded.draft) : [];
  const found = validator ? claims.flatMap((claim) => claimStructure(claim, validator)) : [];
  const reasons = found.filter((f) => f.severity === 'error').map((f) => f.message);
  if (reasons.length === 0) return coded;
  return {
    ...coded,
    findings: [...coded.findings, ...found],
    disposition: { to: 'held', reasons },
    draft: undefined,
  };
}

/** Names and numbers only: a reason may quote the record, and stands with the codes; an event is kept beyond them. */
function against({ disposition, findings }: CodedEncounter): string {
  const { length } = disposition.reasons;
  const stopping = findings.filter((f) => disposition.reasons.includes(f.message)).map((f) => f.edit);
  const edits = stopping.length > 0 ? `: ${[...new Set(stopping)].join(', ')}` : '';
  return `${length} ${length === 1 ? 'reason' : 'reasons'} against a claim${edits}.`;
}
