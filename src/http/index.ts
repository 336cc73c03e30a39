export * from './app.ts';
export type { AccessRules } from './auth/authenticate.ts';
export type { CdsAccess } from './cds/authenticate.ts';
export type { CdsHttpDeps } from './cds/model.ts';
export { keptReplayGuard, type UsedTokens } from './cds/replay.ts';
export type * from './deps.ts';
export type { NotifyConnection, NotifyDeps } from './notify/model.ts';
export type { OwnHttpDeps } from './own/model.ts';
