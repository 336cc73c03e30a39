export * from './app.ts';
export { suggestParameters } from './suggest-parameters.ts';
