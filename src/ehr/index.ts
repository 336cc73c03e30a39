export { type BulkDeps, exportChanges } from './bulk/changes.ts';
export { cancelExport, type ExportDeps, type Exported, exportInto } from './bulk/export.ts';
export {
  chartsInFolder,
  type FolderChart,
  type FolderCharts,
} from './bulk/folder-charts.ts';
export type { BulkRequest } from './bulk/job.ts';
export { linesOfFile } from './bulk/lines.ts';
export { checkEhr, type EhrCheck } from './check/check.ts';
export type { AuthKind } from './check/connection.ts';
export type { Readiness, ReadinessRow } from './check/model.ts';
export { READINESS_SCHEMA } from './check/schema.ts';
export * from './connect.ts';
export * from './fake.ts';
export { type EhrLink, linkEhr } from './http/link.ts';
export type { Notice } from './http/pages.ts';
export type * from './model.ts';
export { type Mark, type Marks, memoryMarks } from './poll/marks.ts';
export { type PollDeps, type Polled, pollOnce } from './poll/poll.ts';
export { type Repeating, repeat } from './poll/schedule.ts';
export {
  type Credentials,
  type Granted,
  type SmartAuth,
  type SmartOptions,
  smartCredentials,
} from './smart/credentials.ts';
export { type KeyText, publishedKeys, type SigningKey, signingKeys } from './smart/keys.ts';
export { type RemoteIssuer, remoteKeys } from './smart/remote-keys.ts';
export { checkSubscription, type KeepDeps } from './subscribe/keep.ts';
export { type ReceiveDeps, receiveNotification } from './subscribe/receive.ts';
export type { SubscriptionSettings } from './subscribe/resource.ts';
export { memorySubscriptions, type Subscriptions } from './subscribe/subscriptions.ts';
export type { WriteChoice } from './write/choose-mode.ts';
export type { WriteBackMode } from './write/mode.ts';
