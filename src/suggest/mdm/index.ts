/** Evaluation and management by decision making or time: shared by every module that levels a visit. */

export * from './em-visit.ts';
export * from './levels.ts';
export * from './problems.ts';
export * from './time.ts';
export * from './worksheet.ts';
