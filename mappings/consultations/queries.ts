/** What is asked about a consultation. */
import type { Citation, Evidence, Facts, Query } from '../../src/suggest/module.ts';

const CONSULTATIONS: Citation = { source: 'CPT E/M Guidelines', section: 'Consultations' };

export const requestQuery = ({ visit }: Facts, evidence: readonly Evidence[]): Query => ({
  id: 'consultation-request',
  about: visit.id,
  question:
    'The visit is called a consultation, and the record names nobody who asked for it. Who asked for the opinion, and was it reported back?',
  options: [
    { answer: 'Asked for by another clinician: name the clinician' },
    { answer: 'Not asked for: an office visit' },
  ],
  citation: CONSULTATIONS,
  evidence,
});

export const statusQuery = ({ visit }: Facts, citation: Citation): Query => ({
  id: 'patient-status',
  about: visit.id,
  question: 'Was the patient seen by this physician, or this specialty of the group, within three years?',
  options: [{ answer: 'established' }, { answer: 'new' }],
  citation,
  evidence: visit.patientStatus.evidence,
});
