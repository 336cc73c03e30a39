/** What is made ready once the service listens: the search is asked, of today or of the last day that the codes know. */
import { describe, expect, it } from 'vitest';
import { knowledge } from '../bench/support/examples.ts';
import { warm } from '../src/compose-warm.ts';
import { memoryLog } from '../src/kernel/index.ts';

const known = await knowledge();

/** The days of which words were searched for. */
function searchedAt(now: string): readonly string[] {
  const days: string[] = [];
  const { icd10cm } = known.terminology;
  const search: typeof icd10cm.search = (text, on, options) => {
    days.push(on);
    return icd10cm.search?.(text, on, options);
  };
  const terminology = { ...known.terminology, icd10cm: { ...icd10cm, search } };
  const clock = { now: () => now, wait: () => Promise.resolve() };
  warm({ ...known, terminology }, clock, memoryLog());
  return days;
}

describe('warm', () => {
  it('builds the search of the edition of today', () => {
    expect(new Set(searchedAt('2026-03-10T12:00:00.000Z'))).toEqual(new Set(['2026-03-10']));
  });

  it('takes the last day that the codes know where today is beyond it', () => {
    expect(new Set(searchedAt('2031-03-10T12:00:00.000Z'))).toEqual(new Set(['2026-09-30']));
  });

  it('asks nothing before the codes begin, and does not fail', () => {
    expect(searchedAt('1999-03-10T12:00:00.000Z')).toEqual([]);
  });
});
