/** The layered closure after a lesion was cut out, which is reported besides; the simple one is in the excision (CPT; NCCI ch. 3 §G). */
import {
  plainly,
  type Service,
  type ServiceSuggestion,
  speaksOf,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { groupOf, isNamed, placesOf } from './details.ts';
import { lengthsIn, ofClosure } from './lengths.ts';
import { lineFor, type Room } from './line.ts';
import { stepOf } from './steps.ts';
import type { Tables } from './tables.ts';

/** Of a benign lesion of no more (cm) every closure is part (NCCI ch. 3 §G.7: 11400, 11420, 11440). */
const SMALL = 0.5;

export function closureOf(
  s: Service,
  diameter: number,
  nature: 'benign' | 'malignant',
  room: Room,
  tables: Tables,
): readonly ServiceSuggestion[] {
  const text = ofClosure(wordsAbout(s));
  const plain = plainly(text);
  const depth = tables.repair.classes.find((c) => c.class !== 'simple' && speaksOf(plain, c.says));
  const [cm, another] = [...new Set(lengthsIn(text))];
  if (!depth || cm === undefined || another !== undefined) return [];
  if (nature === 'benign' && diameter <= SMALL) return [];
  // A closure that has a Procedure of its own is read there.
  const apart = room.facts.services.some(
    (o) => o !== s && o.kind === 'procedure' && isNamed(o, tables.repair),
  );
  const group = groupOf(placesOf(s, tables), depth.groups);
  const step = group && stepOf(cm, group);
  if (apart || !step) return [];
  const label = `${depth.label}, ${cm} cm`;
  return [
    lineFor(
      [s],
      { code: step.code, label, rule: 'repair', section: 'Integumentary system, repair (closure)' },
      room,
    ),
  ];
}
