/** What is asked about minutes of critical care beside other lines of the day. */
import type { Citation, Evidence, Query, ServiceSuggestion } from '../../src/suggest/module.ts';

const CITATION: Citation = { source: 'CPT E/M Guidelines', section: 'Critical Care Services' };

interface Told {
  readonly seen: Evidence;
}

const codes = (lines: readonly ServiceSuggestion[]): string =>
  [...new Set(lines.map((l) => l.code))].join(', ');

export const proceduresQuery = (told: Told, procedures: readonly ServiceSuggestion[]): Query => ({
  id: 'critical-care-procedures',
  about: told.seen.reference,
  question: `Are the minutes of ${codes(procedures)}, reported separately, left out of the critical care time?`,
  options: [{ answer: 'Yes, they are left out' }, { answer: 'No: state the minutes without them' }],
  citation: CITATION,
  evidence: [told.seen, ...procedures.flatMap((p) => p.evidence.slice(0, 1))],
});

export const includedQuery = (told: Told, own: readonly ServiceSuggestion[]): Query => ({
  id: 'critical-care-includes',
  about: told.seen.reference,
  question: `${codes(own)} is part of critical care when the same clinician does it in that time. Was it done by another, or at another time?`,
  options: [
    { answer: 'By another, or at another time' },
    { answer: 'No: not reported beside critical care' },
  ],
  citation: CITATION,
  evidence: [told.seen, ...own.flatMap((p) => p.evidence.slice(0, 1))],
});
