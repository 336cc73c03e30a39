/** The lists of the Medicare Code Editor by day: that of the version in force. */
import type { ReleaseInfo } from '../model.ts';
import { editions } from '../release/editions.ts';
import type { MceEdition } from './mce-edition.ts';
import type { Mce } from './model.ts';

export interface MceSet {
  readonly kind: 'mce-lists';
  readonly info: ReleaseInfo;
  readonly edition: MceEdition;
}

export function mce(sets: readonly MceSet[]): Mce {
  const versions = editions(sets.map(({ edition }) => edition));
  return {
    lists: (code, on) => {
      const edition = versions.inForce(on);
      if (!edition)
        return { kind: 'cannot-tell', reason: `no Medicare Code Editor lists are loaded for ${on}` };
      return {
        kind: 'known',
        lists: edition.lists(code),
        published: edition.all().map(({ id }) => id),
        release: edition.info,
      };
    },
  };
}
