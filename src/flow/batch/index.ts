export * from './folder-batch.ts';
export * from './period-batch.ts';
export * from './progress.ts';
