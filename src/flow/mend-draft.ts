/** The safe mends of a claim before it is written: those that the policy of its payer or a person lets be made. */
import { type ClaimDraft, transactionOf } from '../claim/index.ts';
import {
  type Allows,
  type EditRun,
  type EditSetting,
  type FixRecord,
  mendWhere,
  POLICY,
} from '../edits/index.ts';
import type { Claim } from '../fhir/index.ts';

/** A person had the mends of an edit made. */
export interface AskedMend {
  readonly edit: string;
  readonly who: string;
}

export const allowedMends =
  (settings: ReadonlyMap<string, EditSetting>, asked: readonly AskedMend[] = []): Allows =>
  (edit) => {
    const person = asked.find((a) => a.edit === edit);
    if (person) return { who: person.who, why: `${edit} was looked at` };
    return settings.get(edit)?.applyFixes ? { who: POLICY, why: `applyFixes of ${edit}` } : undefined;
  };

export function mendDraft(
  draft: ClaimDraft,
  check: (claim: Claim) => EditRun,
  allows: Allows,
): { readonly draft: ClaimDraft; readonly records: readonly FixRecord[] } {
  const records: FixRecord[] = [];
  const parts = [draft, ...(draft.parts ?? [])].map(({ claim, provenance }) => {
    const mended = mendWhere(claim, check, allows);
    records.push(...mended.records);
    return { claim: mended.claim, provenance };
  });
  const [first, ...rest] = parts;
  if (records.length === 0 || !first) return { draft, records };
  const mended = { ...draft, ...first, transaction: transactionOf(parts) };
  return { draft: draft.parts ? { ...mended, parts: rest } : mended, records };
}
