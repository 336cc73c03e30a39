/** The page's words without a browser: what became of a claim, what the service says of itself, amounts and pointers. */
import { describe, expect, it } from 'vitest';
import { claimed, held, unread } from './support/cases.ts';
import { load } from './support/load.ts';
import type { View } from './support/shapes.ts';

interface Words {
  count(n: number, one: string, many?: string): string;
  listed(parts: readonly string[]): string;
  money(amount: { readonly value?: number; readonly currency?: string } | undefined): string;
  percent(value: unknown): string;
  pointer(sequence: number): string;
  instant(iso: string): string;
  spoken(code: string): string;
}
interface Status {
  sourceOf(status: Readonly<Record<string, unknown>>): string;
  releasesOf(status: Readonly<Record<string, unknown>>): string;
}

const { claimSentence } = await load<{ claimSentence(view: View): string }>('claim-sentence.js');
const { sourceOf, releasesOf } = await load<Status>('status.js');
const words = await load<Words>('words.js');

describe('what became of the claim', () => {
  it.each<[View, string]>([
    [claimed, 'The claim was written to the EHR as Claim/771.'],
    [
      { ...claimed, writeBack: 'existing' },
      'The EHR already held the claim as Claim/771; it was not written twice.',
    ],
    [{ ...claimed, writeBack: 'offered' }, 'The claim is offered for the EHR to read as Claim/771.'],
    [
      { ...claimed, state: 'adjudicated' },
      'The payer has decided. The claim was written to the EHR as Claim/771.',
    ],
    [unread, 'No claim: The EHR did not answer (timeout). (CW-2002)'],
    [held, 'An error stands against a claim, so none was made.'],
    [{ ...held, state: 'review' }, 'A coder has to decide before a claim is made.'],
    [{ ...held, state: 'ready' }, 'Nothing stands against the claim. No claim is written yet.'],
    [{ ...held, state: 'paused' as View['state'] }, 'No claim is written yet.'],
  ])('%#', (view, expected) => {
    expect(claimSentence(view)).toBe(expected);
  });
});

describe('what the service says of itself', () => {
  it('is shown as far as it is said', () => {
    expect(sourceOf({ ehr: 'http://127.0.0.1/fhir', sandbox: true, version: '0.1.0' })).toBe(
      'Sandbox EHR http://127.0.0.1/fhir · version 0.1.0',
    );
    expect(sourceOf({ ehr: 'http://127.0.0.1/fhir' })).toBe('EHR http://127.0.0.1/fhir');
    expect(sourceOf({ ehr: 7, version: {} })).toBe('');
  });

  it('names the code sets, and says when they do not hold every code', () => {
    const release = { title: 'ICD-10-CM FY2026, starter', complete: false };
    expect(releasesOf({ releases: [release] })).toBe(
      'Code sets: ICD-10-CM FY2026, starter. Not every code is in them.',
    );
    expect(releasesOf({ releases: [{ title: 'ICD-10-CM FY2026', complete: true }] })).toBe(
      'Code sets: ICD-10-CM FY2026.',
    );
    expect(releasesOf({ releases: [] })).toBe('No code set is loaded.');
    expect(releasesOf({})).toBe('');
  });
});

describe('small words', () => {
  it('count and list', () => {
    expect([words.count(1, 'query', 'queries'), words.count(0, 'error')]).toEqual(['1 query', '0 errors']);
    expect([words.listed([]), words.listed(['a']), words.listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a, b and c',
    ]);
    expect(words.spoken('urgent-care')).toBe('Urgent care');
  });

  it('show amounts to the cent, and a foreign currency by its code', () => {
    expect(words.money({ value: 1234.5, currency: 'USD' })).toBe('$1,234.50');
    expect(words.money({ value: 0 })).toBe('$0.00');
    expect(words.money({ value: 10, currency: 'EUR' })).toBe('10.00 EUR');
    expect(words.money(undefined)).toBe('—');
  });

  it('keep a confidence between nothing and all', () => {
    expect([0, 0.005, 0.5, 1, 7, -1, Number.NaN, 'x'].map(words.percent)).toEqual([
      '0%',
      '1%',
      '50%',
      '100%',
      '100%',
      '0%',
      '0%',
      '0%',
    ]);
  });

  it('letter the twelve diagnoses of a claim, and number what is beyond', () => {
    expect([1, 12, 13, 0].map(words.pointer)).toEqual(['A', 'L', '13', '0']);
  });

  it('show an instant that cannot be read as it came', () => {
    expect(words.instant('yesterday')).toBe('yesterday');
    expect(words.instant('2025-11-13T08:00:00Z')).toContain('2025');
  });
});
