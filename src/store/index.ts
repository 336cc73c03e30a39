export * from './calibration-file.ts';
export * from './coverage-files.ts';
export * from './db/index.ts';
export * from './definitions.ts';
export * from './mapping-folder.ts';
export * from './official-files.ts';
export * from './release-folder.ts';
