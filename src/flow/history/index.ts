/** The history of a patient's claims, for the edits that look back. */
export * from './inputs.ts';
export * from './keeping-past.ts';
export * from './past-of-case.ts';
export * from './past-of-chart.ts';
export * from './patient-keys.ts';
