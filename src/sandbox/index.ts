export * from './charts.ts';
export * from './start.ts';
