import { describe, expect, it } from 'vitest';
import { ncciFile, statedQuarter } from '../../../src/terminology/ncci/file-name.ts';

const quarter = (year: number, q: number) => ({ year, quarter: q });

describe('names of procedure-edit files', () => {
  it.each([
    [
      'ccipra-v320r0-f1.TXT',
      {
        kind: 'ncci-ptp',
        setting: 'practitioner',
        quarter: quarter(2026, 1),
        version: 'v320r0',
        revision: 0,
        part: 1,
        separator: '\t',
      },
    ],
    [
      'medicare-ncci-2026q2-hospital-ptp-edits-ccioph-v321r1-f4.zip (ccioph-v321r1-f4.csv)',
      {
        kind: 'ncci-ptp',
        setting: 'hospital',
        quarter: quarter(2026, 2),
        version: 'v321r1',
        revision: 1,
        part: 4,
        separator: ',',
      },
    ],
    ['ccipra-v163r0-f1.txt', { kind: 'ncci-ptp', quarter: quarter(2010, 4) }],
    ['ccipra-v327r0-f1.txt', { kind: 'ncci-ptp', quarter: undefined }],
    [
      'MCR_MUE_PractitionerServices_Eff_01-01-2026.csv',
      { kind: 'ncci-mue', setting: 'practitioner', quarter: quarter(2026, 1), separator: ',' },
    ],
    [
      'x/MCR_MUE_OutpatientHospitalServices_Eff_10-01-2025.csv',
      { kind: 'ncci-mue', setting: 'outpatient-hospital', quarter: quarter(2025, 4) },
    ],
    [
      'mcr_mue_dmesupplierservices_eff_07-01-2026.txt',
      { kind: 'ncci-mue', setting: 'dme', quarter: quarter(2026, 3), separator: '\t' },
    ],
    ['MCR_MUE_PractitionerServices_Eff_02-01-2026.csv', { kind: 'ncci-mue', quarter: undefined }],
    ['AOC_V2026Q2-MCR.txt', { kind: 'ncci-add-on', quarter: quarter(2026, 2), revision: 0, separator: '\t' }],
    ['AOC_V2025Q4_01-MCR.txt', { kind: 'ncci-add-on', quarter: quarter(2025, 4), revision: 1 }],
    ['place-of-service-2026-02-17.csv', { kind: 'place-of-service', day: '2026-02-17', separator: ',' }],
    ['place_of_service_2026-02-30.tsv', { kind: 'place-of-service', day: undefined, separator: '\t' }],
  ])('%s', (name, file) => {
    expect(ncciFile(name)).toMatchObject(file);
  });

  it.each([
    'ccipra-v320r0-f1.xlsx',
    'ccipra-v320r0.txt',
    'MCR_MUE_PractitionerServices_Eff_01-01-2026.xlsx',
    'MCD_MUE_PractitionerServices_Eff_01-01-2026.csv',
    'AOC_V2026Q2-MCD.txt',
    'AOC_V2026Q5-MCR.txt',
    'place-of-service.csv',
    'icd10cm_order_2026.txt',
    'ccipra-v320r0-f1.txt.exe',
  ])('%s is not one', (name) => {
    expect(ncciFile(name)).toBeUndefined();
  });

  it('are told apart from the quarter a zip file states in words', () => {
    expect(statedQuarter('medicare-ncci-2026q1-practitioner-ptp-edits.zip')).toEqual(quarter(2026, 1));
    expect(statedQuarter('medicare-ncci-2026-q3-practitioner-services-mue-table.zip')).toEqual(
      quarter(2026, 3),
    );
    expect(statedQuarter('ccipra-v320r0-f1.TXT')).toBeUndefined();
  });
});
