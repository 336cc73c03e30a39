export * from './app.ts';
export type { AccessRules } from './auth/authenticate.ts';
export type { CdsAccess } from './cds/authenticate.ts';
export type { CdsHttpDeps } from './cds/model.ts';
export type * from './deps.ts';
