/** What is asked about a test of the practice's own. */
import type { Citation, Measurement, Query } from '../../src/suggest/module.ts';
import type { Test } from './tables.ts';

export const WAIVED: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 16', section: '70.8' };
const NCCI: Citation = { source: 'NCCI Policy Manual', section: 'ch. 10' };

const query = (
  id: string,
  m: Measurement,
  question: string,
  codes: readonly string[],
  citation: Citation,
): Query => ({
  id,
  about: m.id,
  question,
  options: codes.map((code) => ({ answer: code, code })),
  citation,
  evidence: m.evidence,
});

export const methodQuery = (m: Measurement, t: Test): Query =>
  query('test-method', m, `How was the ${t.label} test done? The code depends on it.`, t.ask ?? [], WAIVED);

export const repeatedQuery = (m: Measurement, t: Test, code: string): Query =>
  query(
    'test-repeated',
    m,
    `Several results of the ${t.label} test are recorded. Is each a test of its own (units, modifier 59 or 91)?`,
    [code],
    NCCI,
  );

export const combinedQuery = (m: Measurement): Query =>
  query(
    'test-combined-kit',
    m,
    'Flu and COVID-19 antigen are both recorded. Were they read from one kit?',
    ['87428'],
    NCCI,
  );
