/** Edit parties-coverage: who pays, and the member's identification with them (837P 2010BA NM109, 2010BB NM103 and NM109). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditCoverage, Hit } from './model.ts';
import { isProfessional } from './professional.ts';

const AT = 'Claim.insurance';

export const partiesCoverage: Edit = {
  meta: {
    id: 'parties-coverage',
    title: 'A professional claim has a coverage in force with its payer and member id',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2010BA NM109; 2010BB NM103, NM109' },
    about:
      'Looks at the first coverage in force of the chart, or of those that came with the claim. A patient who pays alone ' +
      'needs none. Not applicable to a claim that came without either.',
    messages: {
      none: 'The chart has no coverage; add the patient’s coverage, or record that the patient pays alone.',
      inactive: 'No coverage of the chart is active; add the one in force on the date of service.',
      'no-payer': 'The coverage names no payer; name the payer with its id.',
      'no-payer-id':
        'The payer of the coverage has no identifier; add the payer id that the clearinghouse knows.',
      'no-member-id': 'The coverage has no member id; add the number on the patient’s card.',
    },
  },
  check(subject) {
    const { coverages } = subject;
    if (!coverages || !isProfessional(subject)) return NOT_APPLICABLE;
    if (coverages.length === 0) return verdictOf([fail('none', AT)]);
    const active = coverages.filter((c) => c.active);
    const payer = active.find((c) => c.payerKind !== 'self-pay');
    if (payer) return verdictOf(examine(payer));
    return active.length > 0 ? NOT_APPLICABLE : verdictOf([fail('inactive', AT)]);
  },
};

function examine(coverage: EditCoverage): readonly Hit[] {
  const member = coverage.memberId ? [] : [fail('no-member-id', AT)];
  if (!coverage.named) return [fail('no-payer', AT), ...member];
  // Many EHRs keep the clearinghouse's payer id outside FHIR: a person looks, the claim is not held.
  const payer = coverage.payerId ? [] : [fail('no-payer-id', AT, { severity: 'warning' })];
  return [...payer, ...member];
}
