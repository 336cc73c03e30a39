/** Narrows what coding stands on to the releases and modules a case names: what came since must not change a replay. */
import type { Editions } from './flow/index.ts';
import type { HashedModule } from './store/index.ts';
import type { CodeSet } from './terminology/index.ts';

export interface Loaded {
  readonly sets: readonly CodeSet[];
  readonly modules: readonly HashedModule[];
}

/** What ships with the program beside the releases has no edition, and always stays. */
export function narrowed({ releases, modules }: Editions, all: Loaded): Loaded {
  const kept = new Set(releases.map(({ id }) => id));
  const named = new Set(modules.map(({ id }) => id));
  return {
    sets: all.sets.filter((set) => !('info' in set) || kept.has(set.info.id)),
    modules: all.modules.filter(({ module }) => named.has(module.manifest.id)),
  };
}
