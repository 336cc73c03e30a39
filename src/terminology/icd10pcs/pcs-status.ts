/** What is known of an ICD-10-PCS code on a date of service, from the editions that are loaded. */
import { addDays, type ServiceDate } from '../../kernel/index.ts';
import type { Icd10Pcs, PcsStatus } from '../model.ts';
import { type Editions, earliest, editions } from '../release/editions.ts';
import type { Icd10PcsCode } from './pcs-code.ts';
import type { PcsRelease } from './pcs-release.ts';

export function icd10Pcs(releases: readonly PcsRelease[]): Icd10Pcs {
  const all = editions(releases);
  return {
    release: (on) => all.inForce(on)?.info,
    lookup: (code, on) => all.inForce(on)?.lookup(code),
    status: (code, on) => statusOf(code, on, all),
  };
}

function statusOf(code: Icd10PcsCode, on: ServiceDate, all: Editions<PcsRelease>): PcsStatus {
  const inForce = all.inForce(on);
  if (!inForce) return { kind: 'cannot-tell', reason: `no ICD-10-PCS release is loaded for ${on}` };
  const release = inForce.info;
  const entry = inForce.lookup(code);
  if (entry) return { kind: 'active', entry, release };
  const lastDay = lastDayOf(code, on, all, release.effective.from);
  if (lastDay) return { kind: 'retired', lastDay, release };
  const from = all.toCome(on).find((later) => later.lookup(code))?.info.effective.from;
  return from ? { kind: 'not-yet', from, release } : { kind: 'unknown', release };
}

/** By the addenda of an edition that has begun, else because an earlier edition holds it and the one in force does not. */
function lastDayOf(
  code: Icd10PcsCode,
  on: ServiceDate,
  all: Editions<PcsRelease>,
  began: ServiceDate,
): ServiceDate | undefined {
  for (const { info, deletes, lookup } of all.begun(on)) {
    if (deletes(code)) return addDays(info.effective.from, -1);
    if (lookup(code)) return earliest(info.effective.to, addDays(began, -1));
  }
  return undefined;
}
