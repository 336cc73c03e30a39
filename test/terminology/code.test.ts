import { describe, expect, it } from 'vitest';
import { dotless, icd10CmCode, isUnder, procedureCode } from '../../src/terminology/index.ts';

describe('icd10CmCode', () => {
  it.each([
    ['E11.9', 'E11.9'],
    ['e119', 'E11.9'],
    [' e11.9 ', 'E11.9'],
    ['S52.501A', 'S52.501A'],
    ['s52501a', 'S52.501A'],
    ['T36.0X5A', 'T36.0X5A'],
    ['E11', 'E11'],
    ['C4A', 'C4A'],
    // FY2026 brought the first category whose second character is a letter.
    ['QA0.0101', 'QA0.0101'],
    ['QA00101', 'QA0.0101'],
  ])('reads %s as %s', (text, code) => expect(icd10CmCode(text)).toBe(code));

  it.each(['', 'E1', 'E11.', '11.9', 'E11.90123', 'E1.19', 'COPD', 'NOS', 'HTN', '99213', 'E11..9', 'É11.9'])(
    'refuses %s',
    (text) => expect(icd10CmCode(text)).toBeUndefined(),
  );

  it('drops the dot again', () => {
    const code = icd10CmCode('S52.501A');
    expect(code && dotless(code)).toBe('S52501A');
  });
});

describe('isUnder', () => {
  it('takes the prefix, with or without dots', () => {
    expect(isUnder('E11.22', 'E11.2')).toBe(true);
    expect(isUnder('E11.22', 'E11')).toBe(true);
    expect(isUnder('E11.2', 'E11.22')).toBe(false);
    expect(isUnder('E11.22', 'E12')).toBe(false);
  });
});

describe('procedureCode', () => {
  it.each(['99213', '1036F', '0001T', 'J3301', 'g2211'])('reads %s', (text) =>
    expect(procedureCode(text)).toBeDefined(),
  );
  it.each(['9921', '992133', 'W1234', 'JJ301', ''])('refuses %s', (text) =>
    expect(procedureCode(text)).toBeUndefined(),
  );
});
