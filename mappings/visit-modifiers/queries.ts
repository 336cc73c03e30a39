/** What is asked about a shared visit. */
import type { Facts, Query } from '../../src/suggest/module.ts';

export const substantiveQuery = ({ visit }: Facts): Query => ({
  id: 'shared-visit-substantive',
  about: visit.id,
  question:
    'Who did the substantive portion of the shared visit: more than half of the total time, or the decision making? That clinician reports it.',
  options: [{ answer: 'The physician' }, { answer: 'The practitioner' }],
  citation: { source: '42 CFR', section: '415.140' },
  evidence: (visit.clinicians ?? []).flatMap((c) => c.evidence),
});
