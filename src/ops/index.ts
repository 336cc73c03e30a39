export * from './auth-file.ts';
export * from './clearinghouse-file.ts';
export * from './config.ts';
export * from './connections.ts';
export { keyTexts } from './key-files.ts';
export * from './log.ts';
export type * from './trigger-settings.ts';
