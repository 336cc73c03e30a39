/** Mappings by date: the latest edition that had begun. None has followed that of FY2018, so none ends. */

import type { ReleaseInfo } from '../model.ts';
import { editions } from '../release/editions.ts';
import type { TableFile } from '../release/table-file.ts';
import { type GemEdition, gemEdition } from './gem-edition.ts';
import { GEM_MAPS, type GemAnswer, type Gems } from './model.ts';

export interface GemSet {
  readonly kind: 'gems';
  readonly info: ReleaseInfo;
  readonly edition: GemEdition;
}

export function readGems(file: TableFile, info: ReleaseInfo, fault: (detail: string) => never): GemSet {
  const map = GEM_MAPS.find((one) => one === file.header.get('map')) ?? fault('its header names no map');
  return { kind: 'gems', info, edition: gemEdition(info, map, file.body, fault) };
}

export function gems(sets: readonly GemSet[]): Gems {
  const byMap = Map.groupBy(
    sets.map(({ edition }) => edition),
    ({ map }) => map,
  );
  return {
    translate: (map, code, on): GemAnswer => {
      const [edition] = editions(byMap.get(map) ?? []).begun(on);
      if (!edition)
        return { kind: 'cannot-tell', reason: `no general equivalence mapping (${map}) is loaded for ${on}` };
      const { info: release } = edition;
      const found = edition.find(code);
      if (!found) return { kind: 'unknown', release };
      return found.single.length + found.combinations.length === 0
        ? { kind: 'no-map', release }
        : { kind: 'mapped', ...found, release };
    },
  };
}
