/** What the makers of a visit's resources share: its scene, its conditions by their words, coded concepts. */

import { SYSTEM } from '../../src/fhir/index.ts';
import { conditionId } from '../accuracy/conditions.ts';
import type { Scene } from '../accuracy/draft.ts';
import type { Entry } from '../accuracy/notation.ts';
import { shapeOf } from '../accuracy/shapes.ts';
import type { VisitChart } from './notation.ts';

export interface VisitScene extends Scene {
  readonly chart: VisitChart;
  readonly conditions: readonly Entry[];
  /** A moment of the first day, or of another. */
  readonly at: (time: string, day?: string) => string;
}

export function sceneOf(id: string, chart: VisitChart, conditions: readonly Entry[]): VisitScene {
  const shape = shapeOf(id);
  const [from = '', to = from] = chart.date.split('..');
  const [begins = '09:10', ends = from === to ? '09:40' : '11:30'] = chart.time?.split('-') ?? [];
  const at = (time: string, day: string = from): string => `${day}T${time}:00${shape.offset}`;
  return {
    shape,
    setting: chart.setting,
    day: from,
    start: at(begins),
    end: at(ends, to),
    chart,
    conditions,
    at,
  };
}

/** `for=` names a condition by its words; an unknown one is a slip of the pen. */
export function reasonOf(e: Entry, { conditions }: VisitScene) {
  const words = e.get('for');
  if (words === undefined) return {};
  const i = conditions.findIndex((c) => c.words === words);
  if (i < 0) throw new Error(`No condition “${words}”`);
  return { reasonReference: [{ reference: `Condition/${conditionId(i)}` }] };
}

/** Level I codes begin with a digit, Level II codes with a letter. */
export const procedureSystem = (code: string): string => (/^\d/.test(code) ? SYSTEM.cpt : SYSTEM.hcpcs);

export const noteOf = (words: string | undefined) => (words ? { note: [{ text: words }] } : {});
