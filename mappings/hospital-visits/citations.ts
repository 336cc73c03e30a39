/** The authorities of the hospital visits. */
import type { Citation } from '../../src/suggest/module.ts';

export const HOSPITAL: Citation = {
  source: 'CPT E/M Guidelines',
  section: 'Hospital Inpatient and Observation Care Services',
};
export const SAME_DAY: Citation = {
  source: 'CMS Medicare Claims Processing Manual ch. 12',
  section: '30.6.9.1',
};
