/** One file of mappings: a row for each source code, its targets with their flags as the file writes them. */
import type { ReleaseInfo } from '../model.ts';
import { countLines, lazily } from '../release/lazy.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';
import { gemKey, sourceSystem, targetSystem, withDot } from './gem-code.ts';
import type { GemMap, GemScenario, GemTarget } from './model.ts';

/** A line of a file: `target` is empty where there is no map. */
export interface GemEntry {
  readonly source: string;
  readonly target: string;
  /** Approximate, no map, combination, scenario, choice list: five digits. */
  readonly flags: string;
}

export interface GemEdition {
  readonly info: ReleaseInfo;
  readonly map: GemMap;
  /** Undefined when the file does not hold the code; neither targets nor scenarios when it says there is no map. */
  find(
    code: string,
  ): { readonly single: readonly GemTarget[]; readonly combinations: readonly GemScenario[] } | undefined;
}

/** Stored rows: source, then `target:flags` of all its lines. */
export const gemBody = (entries: readonly GemEntry[]): string =>
  sortedBody(
    [...Map.groupBy(entries, ({ source }) => source)].map(([source, lines]) => [
      source,
      lines.map(({ target, flags }) => `${target}:${flags}`).join(';'),
    ]),
  );

export function gemEdition(
  info: ReleaseInfo,
  map: GemMap,
  body: string,
  fault: (detail: string) => never,
): GemEdition {
  const sources = countLines(body, fault);
  if (sources !== info.counts.billable) fault(`it has ${sources} codes, not ${info.counts.billable}`);
  const rows = lazily(() => sortedRows(body, 2, fault));
  return {
    info,
    map,
    find: (code) => {
      const key = gemKey(code, sourceSystem(map));
      const cells = key === undefined ? undefined : rows().find(key);
      return cells && alternatives(cells[1] ?? '', map);
    },
  };
}

interface Line extends GemTarget {
  readonly scenario: number;
  readonly list: number;
}

function alternatives(cell: string, map: GemMap) {
  const lines = cell
    .split(';')
    .map((part) => lineOf(part, map))
    .filter((line) => line !== undefined);
  const scenarios = Map.groupBy(
    lines.filter(({ scenario }) => scenario > 0),
    ({ scenario }) => scenario,
  );
  return {
    single: lines.filter(({ scenario }) => scenario === 0).map(targetOf),
    combinations: [...scenarios].map(([scenario, of]) => ({ scenario, lists: listsOf(of) })),
  };
}

function lineOf(part: string, map: GemMap): Line | undefined {
  const [target = '', flags = ''] = part.split(':');
  if (target === '' || flags[1] === '1') return undefined;
  return {
    code: withDot(target, targetSystem(map)),
    approximate: flags[0] === '1',
    scenario: flags[2] === '1' ? Number(flags[3]) : 0,
    list: Number(flags[4]),
  };
}

const targetOf = ({ code, approximate }: Line): GemTarget => ({ code, approximate });

const listsOf = (lines: readonly Line[]): readonly (readonly GemTarget[])[] =>
  [...Map.groupBy(lines, ({ list }) => list)].sort(([a], [b]) => a - b).map(([, of]) => of.map(targetOf));
