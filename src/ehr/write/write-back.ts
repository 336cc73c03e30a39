/** The way back into one EHR, in the mode that it takes: writing a claim, writing it anew, and taking it back. */
import { type Bundle, type BundleEntry, keyOf, literalOf } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Notice } from '../http/pages.ts';
import type { Ehr, Withdrawal, WriteBack } from '../model.ts';
import { changeOnce } from './change.ts';
import { chooseMode, type WriteChoice } from './choose-mode.ts';
import { conditionOf } from './condition.ts';
import { findOnly } from './find.ts';
import { WRITING_MODES, WRITTEN_TYPE, type WriteBackMode, type WritingMode } from './mode.ts';
import { claimEntries, claimPlan, type WritePlan } from './plan.ts';
import { planOf } from './plans.ts';
import { replacedBy } from './replaced.ts';
import { withdrawn } from './withdrawn.ts';
import { writePlan } from './write-plan.ts';
import type { Writing, Written } from './writing.ts';

export type WriteSide = Pick<Ehr, 'writeClaim' | 'replaceClaim' | 'voidClaim' | 'writeChoice'>;

export function writeBack(writing: Writing, configured: WriteBackMode | undefined): WriteSide {
  const choice = async (): Promise<WriteChoice> => chooseMode(configured, await writing.capability());
  let told = false;
  const mode = async (): Promise<WriteBackMode> => {
    const { mode: chosen, offered, why } = await choice();
    if (!offered && !told) writing.notice({ interaction: 'GET metadata', reason: why });
    told ||= !offered;
    return chosen;
  };
  return {
    writeChoice: choice,
    async writeClaim(transaction) {
      claimPlan(transaction);
      const chosen = await mode();
      if (chosen === 'pull') return offeredHere(transaction);
      const plan = planOf(chosen, transaction);
      if (plan.held.length > 0) writing.notice(heldNotice(chosen, plan));
      return summed(await writePlan(writing, plan), plan);
    },
    async replaceClaim(earlier, transaction) {
      const chosen = await mode();
      if (chosen === 'pull') return offeredHere(transaction);
      return replace(writing, planOf(chosen, earlier), planOf(chosen, transaction));
    },
    async voidClaim(transaction, written) {
      const chosen = modeOf(written) ?? (await mode());
      if (chosen === 'pull') return { outcome: 'offered' };
      return takeBack(writing, planOf(chosen, transaction).entries);
    },
  };
}

const heldNotice = (mode: WritingMode, { held }: WritePlan): Notice => ({
  interaction: `POST ${WRITTEN_TYPE[mode]}`,
  reason: `${held.length} of the claim are in the EHR of its own accord and are left as they are`,
});

/** By what was written: the configuration may have changed since. */
const modeOf = (written: string): WritingMode | undefined =>
  WRITING_MODES.find((mode) => literalOf(written)?.startsWith(`${WRITTEN_TYPE[mode]}/`));

/** The claim's own id at our FHIR endpoint is the one it has in its transaction. */
export function offeredHere(transaction: Bundle): WriteBack {
  const [first] = claimEntries(transaction);
  const id = first?.fullUrl.replace(/^urn:uuid:/, '');
  if (!id) throw new ClaimwrightError('CW-5002', { detail: 'the transaction holds no conditional Claim' });
  return { outcome: 'offered', claim: `Claim/${id}` };
}

/** Something was added, or nothing was; the first resource stands for all. */
export function summed(written: readonly Written[], { held }: Pick<WritePlan, 'held'>): WriteBack {
  const claim = written[0]?.reference ?? held[0];
  if (!claim) throw new ClaimwrightError('CW-5002', { detail: 'there is nothing to write for the claim' });
  const created = written.some((w) => w.outcome === 'created');
  return { outcome: created ? 'created' : 'existing', claim };
}

/** What is no longer of the claim is taken back first: a charge that stayed beside its successor would be billed. */
async function replace(writing: Writing, before: WritePlan, after: WritePlan): Promise<WriteBack> {
  const wanted = new Set(after.entries.map((e) => e.request?.ifNoneExist));
  await takeBack(
    writing,
    before.entries.filter((e) => !wanted.has(e.request?.ifNoneExist)),
  );
  const missing: BundleEntry[] = [];
  const written: Written[] = [];
  for (const entry of after.entries) {
    const reference = await foundFor(writing, entry);
    if (!reference || !entry.resource) {
      missing.push(entry);
      continue;
    }
    const earlier = before.entries.find((e) => e.request?.ifNoneExist === entry.request?.ifNoneExist);
    await changeOnce(writing, reference, replacedBy(earlier?.resource, entry.resource));
    written.push({ outcome: 'existing', reference });
  }
  return summed([...written, ...(await writePlan(writing, { ...after, entries: missing }))], after);
}

/** One that cannot be taken back keeps none of the others; its fault is thrown after them. */
async function takeBack(writing: Writing, entries: readonly BundleEntry[]): Promise<Withdrawal> {
  const faults: unknown[] = [];
  const done: string[] = [];
  for (const entry of entries) {
    try {
      const reference = await foundFor(writing, entry);
      if (reference) done.push(await changeOnce(writing, reference, withdrawn));
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return { outcome: done.includes('changed') ? 'cancelled' : done.length > 0 ? 'existing' : 'absent' };
}

async function foundFor(writing: Writing, entry: BundleEntry): Promise<string | undefined> {
  const condition = conditionOf(entry);
  const type = entry.resource?.resourceType;
  const found = condition && type && (await findOnly(writing, type, condition));
  return found ? keyOf(found) : undefined;
}
