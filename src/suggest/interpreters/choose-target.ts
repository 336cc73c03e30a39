/** Which targets of a map element apply: the first whose conditions all hold and whose code is in force on the date. */
import type { Problem } from '../../chart/index.ts';
import type { ModuleContext } from '../module.ts';
import type { MapElement, MapTarget } from './concept-map-table.ts';
import type { Situation } from './situation.ts';

/** One coding of one problem on its way through the map. */
export interface Mapping {
  readonly problem: Problem;
  readonly element: MapElement;
  readonly situation: Situation;
  readonly context: ModuleContext;
}

export interface Choice {
  /** What to code: one target, or the right and the left one for a bilateral condition without its own code (I.B.13). */
  readonly targets: readonly MapTarget[];
  /** Other targets that would have done, had they stood first. */
  readonly others: readonly MapTarget[];
  /** Sided targets among which only the record's silence keeps us from choosing. */
  readonly sideMissing: readonly MapTarget[];
  /** The target that applied but may not be reported on the date. */
  readonly unbillable: MapTarget | undefined;
}

export function chooseTargets({ element, situation, context }: Mapping): Choice {
  const both = situation.side === 'bilateral' ? bothSides(element, situation, context) : [];
  const applying = ordered(element, situation);
  const usable = applying.filter((t) => inForce(t, context));
  const [first, ...rest] = usable;
  const targets = both.length > 0 ? both : first ? [first] : [];
  return {
    targets,
    others: both.length > 0 ? [] : rest.filter((t) => t.code !== first?.code),
    sideMissing:
      situation.side === undefined && !targets.some(isSided) ? sidedFor(element, situation, context) : [],
    unbillable: targets.length === 0 ? applying[0] : undefined,
  };
}

/** Conditional targets that hold, in the map's order; then the defaults: no condition, or an unspecified side. */
function ordered(element: MapElement, situation: Situation): readonly MapTarget[] {
  const answers = element.targets.map((t) => ({ t, all: t.conditions.map((c) => c.holds(situation)) }));
  const strict = answers.filter(({ all }) => all.length > 0 && all.every((a) => a === 'yes'));
  const rest = answers.filter((a) => !strict.includes(a) && a.all.every((x) => x !== 'no'));
  return [...strict, ...rest].map(({ t }) => t);
}

const inForce = (t: MapTarget, { terminology, on }: ModuleContext): boolean =>
  ['active', 'cannot-tell'].includes(terminology.icd10cm.status(t.code, on).kind);

const sideOf = (t: MapTarget): string | undefined => t.conditions.find((c) => c.property === 'side')?.value;
const isSided = (t: MapTarget): boolean => ['left', 'right', 'bilateral'].includes(sideOf(t) ?? '');

/** The element's codes for stated sides, as far as age, sex and episode allow them. */
function sidedFor(element: MapElement, situation: Situation, context: ModuleContext): readonly MapTarget[] {
  return element.targets.filter(
    (t) =>
      isSided(t) &&
      inForce(t, context) &&
      t.conditions.every((c) => c.property === 'side' || c.holds(situation) === 'yes'),
  );
}

/** Right and left when the record says bilateral and the map has no bilateral code. */
function bothSides(element: MapElement, situation: Situation, context: ModuleContext): readonly MapTarget[] {
  const sided = sidedFor(element, situation, context);
  if (sided.some((t) => sideOf(t) === 'bilateral')) return [];
  const pair = ['right', 'left'].flatMap((side) => sided.find((t) => sideOf(t) === side) ?? []);
  return pair.length === 2 ? pair : [];
}
