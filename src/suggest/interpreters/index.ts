/** The interpreters of mapping tables, by the kind a module.json names. */
import type { ModuleTable } from '../module.ts';
import { combinations } from './combinations.ts';
import { conceptMap } from './concept-map.ts';
import type { Interpreter } from './interpreter.ts';
import { notDiagnoses } from './not-diagnoses.ts';

export type { Interpreter } from './interpreter.ts';

export const INTERPRETERS: Readonly<Record<Exclude<ModuleTable['kind'], 'data'>, Interpreter>> = {
  'concept-map': conceptMap,
  'not-diagnoses': notDiagnoses,
  combinations,
};
