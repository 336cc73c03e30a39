/** The fake of the way back: the same plans, conditions and decisions as the real one, on a list in memory. */
import { type BundleEntry, keyOf, type Resource } from '../../fhir/index.ts';
import { invariant, uuidFrom } from '../../kernel/index.ts';
import type { Withdrawal, WriteBack } from '../model.ts';
import { type Change, conflict } from './change.ts';
import { conditionOf, meets } from './condition.ts';
import type { WriteBackMode } from './mode.ts';
import { planOf } from './plans.ts';
import { replacedBy } from './replaced.ts';
import { withdrawn } from './withdrawn.ts';
import { offeredHere, summed, type WriteSide } from './write-back.ts';
import type { Written } from './writing.ts';

/** `written` is added to and changed in place. */
export function memoryWriteBack(written: Resource[], mode: WriteBackMode): WriteSide {
  const why = 'The fake takes what it is told to.';
  return {
    writeChoice: async () => ({ mode, configured: true, offered: true, why }),
    async writeClaim(transaction) {
      if (mode === 'pull') return offeredHere(transaction);
      const plan = planOf(mode, transaction);
      const made = plan.entries.map((entry) => put(written, entry));
      for (const entry of plan.beside) put(written, entry);
      return summed(made, plan);
    },
    async replaceClaim(earlier, transaction): Promise<WriteBack> {
      if (mode === 'pull') return offeredHere(transaction);
      const [before, after] = [planOf(mode, earlier).entries, planOf(mode, transaction)];
      const same = (a: BundleEntry) => (b: BundleEntry) => a.request?.ifNoneExist === b.request?.ifNoneExist;
      takeBack(
        written,
        before.filter((e) => !after.entries.some(same(e))),
      );
      for (const entry of after.entries) {
        const { resource } = entry;
        if (resource) change(written, entry, replacedBy(before.find(same(entry))?.resource, resource));
      }
      return summed(
        after.entries.map((entry) => put(written, entry)),
        after,
      );
    },
    async voidClaim(transaction): Promise<Withdrawal> {
      if (mode === 'pull') return { outcome: 'offered' };
      return { outcome: takeBack(written, planOf(mode, transaction).entries) };
    },
  };
}

function find(written: readonly Resource[], entry: BundleEntry): number {
  const condition = conditionOf(entry);
  invariant(entry.resource && condition, 'a resource is written without a condition');
  const type = entry.resource.resourceType;
  return written.findIndex((r) => r.resourceType === type && meets(r, condition));
}

function put(written: Resource[], entry: BundleEntry): Written {
  const known = written[find(written, entry)];
  if (known) return { outcome: 'existing', reference: keyOf(known) ?? '' };
  const type = entry.resource?.resourceType ?? '';
  const id = uuidFrom(type.toLowerCase(), conditionOf(entry)?.value ?? '');
  written.push({ ...entry.resource, id } as Resource);
  return { outcome: 'created', reference: `${type}/${id}` };
}

function change(written: Resource[], entry: BundleEntry, decide: Change): 'changed' | 'existing' | 'absent' {
  const at = find(written, entry);
  const current = written[at];
  if (!current) return 'absent';
  const wanted = decide(current);
  if (wanted === 'done') return 'existing';
  if ('conflict' in wanted) throw conflict(current.resourceType, wanted.conflict);
  written[at] = wanted;
  return 'changed';
}

function takeBack(written: Resource[], entries: readonly BundleEntry[]): 'cancelled' | 'existing' | 'absent' {
  const done = entries.map((entry) => change(written, entry, withdrawn));
  if (done.includes('changed')) return 'cancelled';
  return done.includes('existing') ? 'existing' : 'absent';
}
