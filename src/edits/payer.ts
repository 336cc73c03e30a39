/** The payer as the edits see it: that of the first coverage in force. Unknown for a claim that came alone. */
import type { CoverageFact } from '../chart/index.ts';
import type { EditSubject } from './model.ts';

export const primaryCoverage = (subject: EditSubject): CoverageFact | undefined =>
  subject.facts?.coverages.find((c) => c.active);
