/** The calibration table that ships with the program. */
import { readFileSync } from 'node:fs';
import { type CalibrationTable, readCalibration } from '../suggest/index.ts';

const TABLE = new URL('../suggest/calibration.json', import.meta.url);

export const loadCalibration = (): CalibrationTable =>
  readCalibration(JSON.parse(readFileSync(TABLE, 'utf8')));
