/** The cases the stub knows in whole. */
import { claimed, held, inpatient, unread } from './cases.ts';
import { hostile } from './hostile.ts';
import type { View } from './shapes.ts';

export const WHOLE_CASES: readonly View[] = [claimed, held, unread, inpatient, hostile];
