import { describe, expect, it } from 'vitest';
import { parseEditPolicy } from '../../src/edits/index.ts';

const parse = (value: unknown) => parseEditPolicy(JSON.stringify(value), 'CLAIMWRIGHT_EDIT_POLICY');

describe('the file of the edit policy', () => {
  it('is read whole and frozen', () => {
    const policy = parse([
      {
        edit: 'dates-timely',
        payerId: '60054',
        from: '2026-01-01',
        to: '2026-12-31',
        parameters: { days: 90 },
      },
      { edit: 'icd10cm-excludes2', off: true },
      { edit: 'duplicate-line', applyFixes: true, severity: 'warning' },
      { edit: 'telehealth-eligible', parameters: { codes: ['99213', '99214'] } },
    ]);
    expect(policy).toHaveLength(4);
    expect(Object.isFrozen(policy[0]?.parameters)).toBe(true);
  });

  it.each([
    ['not JSON', '[{', 'it is not JSON'],
    ['no list', '{}', 'must be array'],
    ['no edit', '[{"off":true}]', "must have required property 'edit'"],
    ['an edit that is none', '[{"edit":"date"}]', 'entry 0 names no edit: date'],
    ['a key that is none', '[{"edit":"dates","payer":"1"}]', '(payer)'],
    ['a severity that is none', '[{"edit":"dates","severity":"fatal"}]', '0/severity'],
    ['a day that is none', '[{"edit":"dates","from":"2026-13-01"}]', '0/from'],
    [
      'an end before its beginning',
      '[{"edit":"dates","from":"2026-02-01","to":"2026-01-01"}]',
      'before it begins',
    ],
    ['a parameter that is none', '[{"edit":"dates-timely","parameters":{"day":90}}]', 'has no parameter day'],
  ])('is refused: %s', (_, text, words) => {
    expect(() => parseEditPolicy(text, 'CLAIMWRIGHT_EDIT_POLICY')).toThrow(words);
    expect(() => parseEditPolicy(text, 'CLAIMWRIGHT_EDIT_POLICY')).toThrow('CLAIMWRIGHT_EDIT_POLICY');
  });
});
