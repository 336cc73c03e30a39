/** X12 005010: reading and writing. */
export * from './syntax/delimiters.ts';
export * from './syntax/envelope.ts';
export type * from './syntax/fault.ts';
export * from './syntax/read-segments.ts';
export * from './syntax/segment.ts';
export * from './syntax/write-envelope.ts';
export * from './syntax/write-segment.ts';
