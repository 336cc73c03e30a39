/**
 * What is known of a CPT or HCPCS code, or of a modifier, on a date of service: by the release of its system, else by the
 * fee schedule, else by the numbers this program lists itself. A release of one system is never asked of the other's codes.
 */
import { addDays, type ServiceDate } from '../../kernel/index.ts';
import type { ModifierStatus, ProcedureEntry, ReleaseInfo } from '../model.ts';
import { type Editions, earliest } from '../release/editions.ts';
import type { ProcedureRelease } from './procedure-release.ts';

type Known = Exclude<ModifierStatus, { readonly kind: 'cannot-tell' }>;

/**
 * What the releases of a code's own system say; undefined when they do not tell. `isSure` is whether absence from a release
 * that is in force proves that there is no such code on the day.
 */
export function statusInReleases(
  code: string,
  on: ServiceDate,
  all: Editions<ProcedureRelease>,
  isSure: (info: ReleaseInfo) => boolean,
): Known | undefined {
  const inForce = all.inForce(on);
  const entry = inForce?.lookup(code);
  if (inForce && entry) return byItsDays(entry, on, inForce.info);
  const other = fromLater(code, on, all) ?? fromEarlier(code, on, all, inForce);
  if (other || !inForce) return other;
  return isSure(inForce.info) ? { kind: 'unknown', release: inForce.info } : undefined;
}

function byItsDays({ label, from, to }: ProcedureEntry, on: ServiceDate, release: ReleaseInfo): Known {
  if (from && on < from) return { kind: 'not-yet', from, label };
  if (to && to < on) return { kind: 'retired', lastDay: to, label };
  return { kind: 'active', label, release };
}

/** A later release that says from when a code was valid says so of the days before it as well. */
function fromLater(code: string, on: ServiceDate, all: Editions<ProcedureRelease>): Known | undefined {
  for (const { info, lookup } of all.toCome(on)) {
    const entry = lookup(code);
    if (entry?.from) return byItsDays(entry, on, info);
    // Without days of its own, it is new in that release only if the one in force lacks it.
    if (entry && all.inForce(on)) return { kind: 'not-yet', from: info.effective.from, label: entry.label };
  }
  return undefined;
}

/** An earlier release holds it: it ended there, or by the release in force that holds it no more. */
function fromEarlier(
  code: string,
  on: ServiceDate,
  all: Editions<ProcedureRelease>,
  inForce: ProcedureRelease | undefined,
): Known | undefined {
  for (const { info, lookup } of all.begun(on)) {
    const entry = lookup(code);
    if (!entry) continue;
    const dropped = inForce && earliest(info.effective.to, addDays(inForce.info.effective.from, -1));
    const lastDay = earliest(entry.to, dropped);
    return lastDay && lastDay < on ? { kind: 'retired', lastDay, label: entry.label } : undefined;
  }
  return undefined;
}
