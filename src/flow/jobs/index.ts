export * from './dead-letters.ts';
export * from './queue-intake.ts';
export * from './worker.ts';
