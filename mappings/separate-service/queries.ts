/** What is asked where the record does not show that a modifier is earned. */
import type { Citation, Query, ServiceSuggestion } from '../../src/suggest/module.ts';

export const SEPARATE: Citation = { source: 'NCCI Policy Manual', section: 'ch. 1 §D' };
export const VACCINES: Citation = { source: 'NCCI Policy Manual', section: 'ch. 11 §B' };
export const SURGERY: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '40.2' };

export const separateQuery = (visit: ServiceSuggestion, procedures: readonly ServiceSuggestion[]): Query => ({
  id: 'separate-em',
  about: aboutOf(visit, procedures),
  question: `Was anything significant evaluated beyond the decision for ${codes(procedures)}? Only then does ${visit.code} stand beside it, with modifier 25.`,
  options: [
    { answer: 'Yes: document the separate problem' },
    { answer: `No: ${visit.code} is not reported` },
  ],
  citation: SEPARATE,
  evidence: procedures.flatMap((p) => p.evidence.slice(0, 1)),
});

export const decisionQuery = (visit: ServiceSuggestion, procedures: readonly ServiceSuggestion[]): Query => ({
  id: 'decision-for-surgery',
  about: aboutOf(visit, procedures),
  question: `Was the decision for ${codes(procedures)} made at this visit? Only then is ${visit.code} reported beside it, with modifier 57.`,
  options: [{ answer: 'Yes' }, { answer: `No: ${visit.code} belongs to the surgery` }],
  citation: SURGERY,
  evidence: procedures.flatMap((p) => p.evidence.slice(0, 1)),
});

/** The procedure, as a fact of the record. */
const aboutOf = (visit: ServiceSuggestion, procedures: readonly ServiceSuggestion[]): string =>
  procedures[0]?.evidence[0]?.reference ?? visit.code;

const codes = (procedures: readonly ServiceSuggestion[]): string =>
  [...new Set(procedures.map((p) => p.code))].join(', ');
