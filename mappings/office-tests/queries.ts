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

export const outsideQuery = (m: Measurement, code: string): Query =>
  query(
    'outside-laboratory',
    m,
    `${code} is charged here, and another laboratory performed it. Medicare pays the laboratory alone. Is it to be charged?`,
    [],
    { source: 'CMS Medicare Claims Processing Manual ch. 16', section: '40.1' },
  );

/** Some kits of the test are waived, and nothing tells of the practice's certificate. */
export const waiverQuery = (m: Measurement, t: Test, code: string): Query => ({
  ...query(
    'clia-waiver',
    m,
    `Was the ${t.label} test done with a waived kit under a certificate of waiver?`,
    [],
    WAIVED,
  ),
  options: [
    { answer: `Yes: ${code} with QW`, code },
    { answer: `No: ${code} without`, code },
  ],
});

export const notWaivedQuery = (m: Measurement, t: Test): Query =>
  query(
    'test-not-waived',
    m,
    `The practice holds a certificate of waiver, and the ${t.label} test is none of the waived ones known here. Who performed it?`,
    [],
    WAIVED,
  );
