export { type EditionDifference, type Editions, editionsOf } from './editions.ts';
export type { LineDifference } from './json-lines.ts';
export { type Replay, type ReplayDeps, replay, replayable } from './replay.ts';
