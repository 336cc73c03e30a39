/** Lesions shaved off, malignant ones destroyed: by place and the lesion's own diameter, one line each (CPT 11300–11313, 17260–17286). */
import { type ModuleOutput, type Service, unlessRecorded, wordsAbout } from '../../src/suggest/module.ts';
import { groupOf, isNamed, placesOf, sizeOf } from './details.ts';
import { ofLesion } from './lengths.ts';
import { ask, lineFor, type Room, together } from './line.ts';
import type { Sized, Tables } from './tables.ts';

const SECTION = 'Integumentary system, lesions by place and diameter';

export function sizedRemovals(all: readonly Service[], room: Room, tables: Tables): ModuleOutput {
  return together(
    all.flatMap((s) => {
      const family = tables.sized.find((f) => isNamed(s, f));
      return family ? [removalOf(s, family, room, tables)] : [];
    }),
  );
}

function removalOf(s: Service, family: Sized, room: Room, tables: Tables): ModuleOutput {
  const group = groupOf(placesOf(s, tables), family.groups);
  if (!group) {
    const options = family.groups.map((g) => ({ answer: g.places.join(', ') }));
    return { queries: [ask('lesion-site', s, 'where was the lesion?', options, SECTION)] };
  }
  const cm = sizeOf(s, room.facts, ofLesion(wordsAbout(s)))?.cm;
  const at = cm === undefined ? 0 : family.steps.filter((to) => cm > to).length;
  const code = group.codes[at];
  if (code === undefined) return {};
  const open = cm === undefined ? { open: sizeQuery(s, group.codes, family) } : {};
  const label =
    cm === undefined ? `${family.label}, the least that the record supports` : `${family.label}, ${cm} cm`;
  const line = lineFor([s], { code, label, rule: family.id, section: SECTION, ...open }, room);
  return unlessRecorded(
    s,
    family.groups.flatMap((g) => g.codes),
    [line],
    room.facts,
  );
}

const sizeQuery = (s: Service, codes: readonly string[], { steps }: Sized) =>
  ask(
    'lesion-size',
    s,
    'what was the diameter of the lesion?',
    codes.map((code, i) => ({
      answer: i < steps.length ? `Up to ${steps[i]} cm` : `Over ${steps.at(-1)} cm`,
      code,
    })),
    SECTION,
  );
