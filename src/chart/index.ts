export * from './build.ts';
export * from './bundle.ts';
export type * from './chart.ts';
export type * from './claim-facts.ts';
export * from './evidence.ts';
export * from './facility.ts';
export type * from './facts.ts';
export * from './facts-of.ts';
export {
  durationIn,
  minutesAbout,
  type SaidMinutes,
  statements,
  totalMinutesIn,
} from './read/documented-time.ts';
export { courseIn } from './read/words.ts';
export * from './text/index.ts';
