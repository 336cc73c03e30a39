/** Revenue codes (NUBC FL 42) of services: the site's own charge row, else the usual one for the code's family. */
import type { Setting } from '../../chart/index.ts';

/** Ranges of code numbers, inclusive, and the revenue code that facilities usually bill them under. The first that fits. */
const FAMILIES: readonly (readonly [string, string, string])[] = [
  ['99281', '99288', '0450'],
  ['99202', '99215', '0510'],
  ['99291', '99292', '0450'],
  ['36415', '36416', '0300'],
  ['80047', '89398', '0300'],
  ['70010', '76499', '0320'],
  ['76506', '76999', '0402'],
  ['77046', '77067', '0403'],
  ['78012', '79999', '0340'],
  ['90460', '90474', '0771'],
  ['90476', '90756', '0636'],
  ['93000', '93010', '0730'],
  ['93303', '93356', '0480'],
  ['94010', '94799', '0460'],
  ['96360', '96379', '0260'],
  ['96401', '96549', '0335'],
  ['97010', '97168', '0420'],
  ['90785', '90899', '0900'],
  ['10004', '69990', '0361'],
  ['G0378', 'G0379', '0762'],
  ['J0000', 'J9999', '0636'],
];

export function usualRevenue(code: string, setting: Setting): string | undefined {
  const row = FAMILIES.find(([from, to]) => code.length === from.length && from <= code && code <= to);
  // Minor procedures of the emergency department stand with its visit.
  if (row?.[2] === '0361' && setting === 'emergency') return '0450';
  return row?.[2];
}
