export * from './connect.ts';
export * from './fake.ts';
export type { Notice } from './http/pages.ts';
export type * from './model.ts';
export {
  type Credentials,
  type SmartAuth,
  type SmartOptions,
  smartCredentials,
} from './smart/credentials.ts';
export { type KeyText, publishedKeys, type SigningKey, signingKeys } from './smart/keys.ts';
export { type RemoteIssuer, remoteKeys } from './smart/remote-keys.ts';
