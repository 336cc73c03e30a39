/**
 * The procedure-edit tables by date of service. MUE tables bear no dates, so that of the day's own quarter answers. The
 * others carry their history, and CMS corrects the past in them: the latest edition answers for every day it reaches.
 */
import { type ServiceDate, within } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';
import { newestFirst } from './edition.ts';
import type {
  AddOnAnswer,
  CannotTell,
  MueAnswer,
  Ncci,
  PlaceAnswer,
  PtpAnswer,
  PtpSetting,
} from './model.ts';
import type { NcciSet } from './ncci-set.ts';
import type { PlaceTable } from './place-of-service-table.ts';
import type { PtpTable } from './ptp-table.ts';

export function ncciTables(sets: readonly NcciSet[]): Ncci {
  const sorted = [...sets].sort(newestFirst);
  const newestPtp = (setting: PtpSetting): PtpTable | undefined =>
    sorted.flatMap((set) => (set.kind === 'ncci-ptp' && set.table.setting === setting ? set.table : []))[0];
  const ptp = { practitioner: newestPtp('practitioner'), hospital: newestPtp('hospital') };
  const mue = sorted.flatMap((set) => (set.kind === 'ncci-mue' ? set.table : []));
  const addOn = sorted.flatMap((set) => (set.kind === 'ncci-add-on' ? set.table : []))[0];
  const places = sorted.flatMap((set) => (set.kind === 'place-of-service' ? set.table : []))[0];
  return {
    ptp: (a, b, on, setting): PtpAnswer => {
      const table = reaching(ptp[setting], on);
      if (!table) return cannotTell(`no NCCI PTP edits (${setting}) are loaded for ${on}`);
      const edit = table.find(a, b, on);
      return edit ? { kind: 'edit', edit } : none(table.info);
    },
    mue: (code, on, setting): MueAnswer => {
      const table = mue.find((one) => one.setting === setting && within(on, one.info.effective));
      if (!table) return cannotTell(`no MUE table (${setting}) is loaded for ${on}`);
      const row = table.find(code);
      if (!row) return none(table.info);
      const { value, adjudication, rationale } = row;
      return { kind: 'limit', value, adjudication, rationale, edition: table.info.id };
    },
    addOn: (code, on): AddOnAnswer => {
      const table = reaching(addOn, on);
      if (!table) return cannotTell(`no add-on code edits are loaded for ${on}`);
      const edit = table.find(code, on);
      return edit ? { kind: 'add-on', ...edit, edition: table.info.id } : none(table.info);
    },
    placeOfService: (code, on) => {
      const table = reaching(places, on);
      return table ? placeOn(table, code, on) : cannotTell(`no place-of-service set is loaded for ${on}`);
    },
  };
}

const cannotTell = (reason: string): CannotTell => ({ kind: 'cannot-tell', reason });

const none = (info: ReleaseInfo): { readonly kind: 'none'; readonly edition: string } => ({
  kind: 'none',
  edition: info.id,
});

/** The newest edition, where it reaches the day: one of an earlier quarter knows nothing of a later. */
function reaching<T extends { readonly info: ReleaseInfo }>(
  newest: T | undefined,
  on: ServiceDate,
): T | undefined {
  const to = newest?.info.effective.to;
  return to === undefined || on <= to ? newest : undefined;
}

function placeOn({ info, find }: PlaceTable, code: string, on: ServiceDate): PlaceAnswer {
  const row = find(code);
  if (!row) {
    return info.complete
      ? { kind: 'unassigned', edition: info.id }
      : cannotTell(`the place-of-service set at hand does not hold ${code}`);
  }
  const { name, from } = row;
  if (from !== undefined && on < from) return { kind: 'not-yet', name, from, edition: info.id };
  return { kind: 'place', name, ...(from && { from }), edition: info.id };
}
