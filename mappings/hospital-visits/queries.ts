/** What is asked about a stay whose record does not show the visit. */
import type { Facts, Query, ServiceDate } from '../../src/suggest/module.ts';
import { HOSPITAL, SAME_DAY } from './citations.ts';

export const initialQuery = ({ visit }: Facts): Query => ({
  id: 'hospital-initial-visit',
  about: visit.id,
  question:
    'No note of a first visit is on record for this stay. Was the patient seen on admission, and on which day?',
  options: [],
  citation: HOSPITAL,
  evidence: visit.setting.evidence,
});

export const hoursQuery = ({ visit }: Facts, hours: number): Query => ({
  id: 'stay-hours',
  about: visit.id,
  question: `How long was the patient in hospital or observation? From ${hours} hours on, admission and discharge on one day have a code of their own.`,
  options: [{ answer: `${hours} hours or more` }, { answer: 'Less' }],
  citation: SAME_DAY,
  evidence: visit.setting.evidence,
});

export const problemsQuery = ({ visit }: Facts, day: ServiceDate): Query => ({
  id: 'hospital-visit-problems',
  about: visit.id,
  question: `Which problems were addressed at the visit of ${day}? Its note names none of the reported ones.`,
  options: [],
  citation: HOSPITAL,
  evidence: visit.setting.evidence,
});
