/** What the table of injuries cannot say: course of care, open fractures, same sites, degrees (guidelines I.C.19.a–d). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { highestDegrees } from './burns.ts';
import { completed } from './complete.ts';
import { courseOfCare } from './course.ts';
import { openFractures } from './open-fracture.ts';
import { superficialInjuries } from './superficial.ts';
import { readTables } from './tables.ts';

export const prepare: PrepareFunction = (source) => {
  const { words, sites } = readTables(source);
  return (facts, context) => {
    const course = courseOfCare(facts, context, words);
    const open = openFractures(facts, context, words);
    return {
      diagnoses: [
        ...completed(facts, context, words),
        ...(open.diagnoses ?? []),
        ...(course.diagnoses ?? []),
        ...superficialInjuries(sites, context),
        ...highestDegrees(context),
      ],
      queries: [...(course.queries ?? []), ...(open.queries ?? [])],
    };
  };
};
