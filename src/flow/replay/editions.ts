/** What a coding was made with, by edition and hash: kept with the case, so that a replay knows what to look for. */
import type { ChargeTable } from '../../claim/index.ts';
import { canonicalJson, sha256 } from '../../kernel/index.ts';
import { DEFAULT_POLICY, type ReviewPolicy } from '../../review/index.ts';
import type { CalibrationTable } from '../../suggest/index.ts';

export interface Editions {
  readonly program: string;
  readonly releases: readonly { readonly id: string; readonly checksum: string }[];
  readonly modules: readonly { readonly id: string; readonly version: string; readonly hash: string }[];
  /** Hashes of what the site configures; `none` where it configures nothing. */
  readonly charges: string;
  readonly edits: string;
  readonly calibration: string;
  readonly policy: string;
}

/** One input that is not what it was. */
export interface EditionDifference {
  readonly input: string;
  readonly before: string;
  readonly after: string;
}

export interface EditionSources {
  readonly program: string;
  readonly releases: Editions['releases'];
  readonly modules: Editions['modules'];
  readonly charges: ChargeTable;
  readonly edits: object | undefined;
  readonly calibration: CalibrationTable | undefined;
  readonly policy?: ReviewPolicy;
}

export function editionsOf({ charges, edits, calibration, policy, ...rest }: EditionSources): Editions {
  return {
    program: rest.program,
    releases: rest.releases.map(({ id, checksum }) => ({ id, checksum })),
    modules: rest.modules.map(({ id, version, hash }) => ({ id, version, hash })),
    charges: hashOf(charges.entries?.()),
    edits: hashOf(edits),
    calibration: hashOf(calibration),
    policy: hashOf(policy ?? DEFAULT_POLICY),
  };
}

const hashOf = (value: unknown): string => (value === undefined ? 'none' : sha256(canonicalJson(value)));

/** What is missing or another now; what came since is no difference, for a replay leaves it out. */
export function editionDifferences(then: Editions, now: Editions): readonly EditionDifference[] {
  return [
    ...differing('program', then.program, now.program),
    ...then.releases.flatMap(({ id, checksum }) =>
      differing(`release ${id}`, short(checksum), short(now.releases.find((r) => r.id === id)?.checksum)),
    ),
    ...then.modules.flatMap((module) =>
      differing(`module ${module.id}`, named(module), named(now.modules.find(({ id }) => id === module.id))),
    ),
    ...(['charges', 'edits', 'calibration', 'policy'] as const).flatMap((part) =>
      differing(WORDS[part], short(then[part]), short(now[part])),
    ),
  ];
}

const WORDS = {
  charges: 'charge table',
  edits: 'edit policy',
  calibration: 'calibration table',
  policy: 'review policy',
} as const;

const differing = (input: string, before: string, after: string): readonly EditionDifference[] =>
  before === after ? [] : [{ input, before, after }];

/** Enough of a hash to compare by eye; collisions in twelve digits do not happen by accident. */
const short = (hash: string | undefined): string => hash?.slice(0, 12) ?? 'missing';

const named = (module: Editions['modules'][number] | undefined): string =>
  module ? `${module.version} ${short(module.hash)}` : 'missing';
