export * from './app.ts';
export type { AccessRules } from './auth/authenticate.ts';
export type * from './deps.ts';
