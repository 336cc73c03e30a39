export * from './app.ts';
export type * from './deps.ts';
export { suggestParameters } from './suggest-parameters.ts';
