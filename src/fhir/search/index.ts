export * from './date-span.ts';
export * from './element-values.ts';
export * from './index-rows.ts';
export * from './parameter.ts';
export * from './search-query.ts';
