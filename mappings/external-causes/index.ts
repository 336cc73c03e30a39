/** External cause codes as chapter 20 has them: beside the consolidated diagnoses, which it runs after (guideline I.C.20). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { sameCourse } from './course.ts';
import { onlyAtFirst, onlyOne } from './once.ts';
import { suspectedAbuse } from './suspected.ts';

export const prepare: PrepareFunction = () => (_facts, context) => ({
  diagnoses: [...sameCourse(context), ...onlyAtFirst(context), ...suspectedAbuse(context)],
  queries: onlyOne(context),
});
