/** CPT and HCPCS Level II by date: releases, the physician fee schedule, and the numbers this program lists itself. */
import { SYSTEM } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import { isHcpcsShape, type ProcedureCode } from '../code.ts';
import type {
  FeeIndicator,
  FeeScheduleEntry,
  ModifierStatus,
  ProcedureCodes,
  ProcedureStatus,
  ReleaseInfo,
} from '../model.ts';
import { type Editions, editions } from '../release/editions.ts';
import { sureOfCpt, sureOfHcpcs } from './certainty.ts';
import type { FeeScheduleRelease } from './fee-schedule-release.ts';
import { type ListedProcedure, listStatus } from './procedure-list.ts';
import type { ProcedureRelease } from './procedure-release.ts';
import { statusInReleases } from './procedure-status.ts';

/** One code system: its releases, and when absence from one is proof. */
interface System {
  readonly name: string;
  readonly editions: Editions<ProcedureRelease>;
  readonly isSure: (code: string, on: ServiceDate, release: ReleaseInfo) => boolean;
}

export function procedureCodes(
  list: readonly ListedProcedure[],
  releases: readonly ProcedureRelease[] = [],
  feeSchedules: readonly FeeScheduleRelease[] = [],
): ProcedureCodes {
  const of = (system: string): Editions<ProcedureRelease> =>
    editions(releases.filter(({ info }) => info.system === system));
  const hcpcs: System = { name: 'HCPCS Level II', editions: of(SYSTEM.hcpcs), isSure: sureOfHcpcs };
  const cpt: System = { name: 'CPT', editions: of(SYSTEM.cpt), isSure: sureOfCpt };
  const systemOf = (code: string): System => (isHcpcsShape(code) ? hcpcs : cpt);
  const fees = editions(feeSchedules);
  const byCode = new Map(list.map((row) => [row.code, row]));
  return {
    status: (code, on) => codeStatus(code, on, systemOf(code), fees, byCode.get(code)),
    label: (code) => byCode.get(code)?.label ?? latestLabel(code, releases, feeSchedules),
    lookup: (code, on) => systemOf(code).editions.inForce(on)?.lookup(code),
    modifier: (code, on) => modifierStatus(code.trim().toUpperCase(), on, hcpcs),
    fee: (code, on, modifier) => fees.inForce(on)?.lookup(code, modifier),
    globalDays: (code, on) => indicator(code, on, fees, 'globalDays'),
    bilateral: (code, on) => indicator(code, on, fees, 'bilateral'),
  };
}

function codeStatus(
  code: ProcedureCode,
  on: ServiceDate,
  system: System,
  fees: Editions<FeeScheduleRelease>,
  row: ListedProcedure | undefined,
): ProcedureStatus {
  const known = isDental(code) ? undefined : inSystem(code, on, system);
  if (known && known.kind !== 'unknown') return known;
  const listed = row && listStatus(row, on);
  // The days of a listed number say more than that a release does not hold it.
  if (known) return listed && listed.kind !== 'listed' ? listed : known;
  return inFeeSchedule(code, on, fees) ?? listed ?? cannotTell(code, on, system);
}

const inSystem = (code: string, on: ServiceDate, { editions: all, isSure }: System) =>
  statusInReleases(code, on, all, (release) => isSure(code, on, release));

// The HCPCS file leaves out the dental codes, which are the American Dental Association's.
const isDental = (code: string): boolean => code.startsWith('D');

// Deleted codes stay in the file: D, and the older F and H.
const DELETED = /^[DFH]$/;

/** A fee schedule proves that a code is in force, never that it is not. */
function inFeeSchedule(
  code: string,
  on: ServiceDate,
  fees: Editions<FeeScheduleRelease>,
): ProcedureStatus | undefined {
  const schedule = fees.inForce(on);
  const row = schedule?.lookup(code);
  if (!schedule || !row || row.status === '' || DELETED.test(row.status)) return undefined;
  return { kind: 'active', label: row.label, release: schedule.info };
}

function cannotTell(code: string, on: ServiceDate, { name, editions: all }: System): ProcedureStatus {
  const release = isDental(code) ? undefined : all.inForce(on)?.info;
  return {
    kind: 'cannot-tell',
    reason: reasonFor(code, on, isDental(code) ? 'CDT (dental)' : name, release, all),
  };
}

function reasonFor(
  code: string,
  on: ServiceDate,
  name: string,
  release: ReleaseInfo | undefined,
  all: Editions<ProcedureRelease>,
): string {
  if (release)
    return `not verified: ${release.id} does not hold ${code}, and a later ${name} update that may is not loaded`;
  const other = name !== 'CDT (dental)' && (all.begun(on).length > 0 || all.toCome(on).length > 0);
  return `not verified: no ${name} release is loaded${other ? ` for ${on}` : ''}`;
}

/** The fewest words for a code that our own list lacks: those of the latest release that has it. */
function latestLabel(
  code: string,
  releases: readonly ProcedureRelease[],
  feeSchedules: readonly FeeScheduleRelease[],
): string | undefined {
  const latestFirst = <T extends { readonly info: ReleaseInfo }>(all: readonly T[]): readonly T[] =>
    [...all].sort((a, b) => (a.info.effective.from < b.info.effective.from ? 1 : -1));
  for (const { lookup } of [...latestFirst(releases), ...latestFirst(feeSchedules)]) {
    const label = lookup(code)?.label;
    if (label) return label;
  }
  return undefined;
}

// Physical status P1–P6 and the two digits are CPT's; of those HCPCS carries some, and no list of the rest is read.
const CPT_MODIFIER = /^(?:\d[0-9A-Z]|P\d)$/;

function modifierStatus(code: string, on: ServiceDate, hcpcs: System): ModifierStatus {
  const known = /^[A-Z0-9]{2}$/.test(code) ? inSystem(code, on, hcpcs) : undefined;
  const isCpt = CPT_MODIFIER.test(code);
  if (known && !(known.kind === 'unknown' && isCpt)) return known;
  const name = isCpt ? 'CPT modifier' : hcpcs.name;
  const release = isCpt ? undefined : hcpcs.editions.inForce(on)?.info;
  return { kind: 'cannot-tell', reason: reasonFor(code, on, name, release, hcpcs.editions) };
}

function indicator(
  code: ProcedureCode,
  on: ServiceDate,
  fees: Editions<FeeScheduleRelease>,
  field: keyof Pick<FeeScheduleEntry, 'globalDays' | 'bilateral'>,
): FeeIndicator {
  const schedule = fees.inForce(on);
  if (!schedule) return { kind: 'cannot-tell', reason: `no physician fee schedule is loaded for ${on}` };
  const value = schedule.lookup(code)?.[field];
  return value
    ? { kind: 'known', value, release: schedule.info }
    : { kind: 'cannot-tell', reason: `${schedule.info.id} says nothing of ${code}` };
}
