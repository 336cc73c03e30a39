/** Evaluation and management by decision making or time: shared by every module that levels a visit. */

export { problemKind } from './conditions.ts';
export { courseInNotes, isNamedIn, saidOf } from './course-in-notes.ts';
export { courseQueries } from './course-query.ts';
export * from './em-visit.ts';
export * from './levels.ts';
export * from './problems.ts';
export { DRUG_CHANGED, majorSurgeryDecided } from './risk.ts';
export { saidIn } from './said.ts';
export { spokenProblems } from './spoken-problems.ts';
export * from './time.ts';
export * from './worksheet.ts';
