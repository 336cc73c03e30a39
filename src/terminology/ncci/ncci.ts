/**
 * The procedure-edit tables by date of service. MUE tables bear no dates, so that of the day's own quarter answers. The
 * others carry their history, and CMS corrects the past in them: the latest edition answers for every day it reaches.
 */
import { type ServiceDate, within } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';
import { newestFirst } from './edition.ts';
import type { AddOnAnswer, CannotTell, MueAnswer, Ncci, PlaceAnswer, PtpAnswer } from './model.ts';
import type { NcciSet } from './ncci-set.ts';
import type { PlaceTable } from './place-of-service-table.ts';

export function ncciTables(sets: readonly NcciSet[]): Ncci {
  const sorted = [...sets].sort(newestFirst);
  const ptp = Map.groupBy(
    sorted.flatMap((set) => (set.kind === 'ncci-ptp' ? set.table : [])),
    (table) => table.setting,
  );
  const mue = Map.groupBy(
    sorted.flatMap((set) => (set.kind === 'ncci-mue' ? set.table : [])),
    (table) => table.setting,
  );
  const addOn = sorted.flatMap((set) => (set.kind === 'ncci-add-on' ? set.table : []));
  const places = sorted.flatMap((set) => (set.kind === 'place-of-service' ? set.table : []));
  return {
    ptp: (a, b, on, setting): PtpAnswer => {
      const table = latest(ptp.get(setting), on);
      if (!table) return cannotTell(`no NCCI PTP edits (${setting}) are loaded for ${on}`);
      const edit = table.find(a, b, on);
      return edit ? { kind: 'edit', edit } : none(table.info);
    },
    mue: (code, on, setting): MueAnswer => {
      const table = mue.get(setting)?.find(({ info }) => within(on, info.effective));
      if (!table) return cannotTell(`no MUE table (${setting}) is loaded for ${on}`);
      const row = table.find(code);
      if (!row) return none(table.info);
      const { value, adjudication, rationale } = row;
      return { kind: 'limit', value, adjudication, rationale, edition: table.info.id };
    },
    addOn: (code, on): AddOnAnswer => {
      const table = latest(addOn, on);
      if (!table) return cannotTell(`no add-on code edits are loaded for ${on}`);
      const edit = table.find(code, on);
      return edit ? { kind: 'add-on', ...edit, edition: table.info.id } : none(table.info);
    },
    placeOfService: (code, on) => {
      const table = latest(places, on);
      return table ? placeOn(table, code, on) : cannotTell(`no place-of-service set is loaded for ${on}`);
    },
  };
}

const cannotTell = (reason: string): CannotTell => ({ kind: 'cannot-tell', reason });

const none = (info: ReleaseInfo): { readonly kind: 'none'; readonly edition: string } => ({
  kind: 'none',
  edition: info.id,
});

/** The newest edition, where it reaches the day: one loaded for an earlier quarter knows nothing of a later. */
function latest<T extends { readonly info: ReleaseInfo }>(
  newest: readonly T[] = [],
  on: ServiceDate,
): T | undefined {
  const table = newest[0];
  const to = table?.info.effective.to;
  return to === undefined || on <= to ? table : undefined;
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
