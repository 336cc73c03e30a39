/** Edit parties-subscriber: who is insured and what the patient is to them (837P 2000B SBR02, 2010BA NM1, 2000C PAT01). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditCoverage, Hit } from './model.ts';
import { isMade } from './professional.ts';

export const partiesSubscriber: Edit = {
  meta: {
    id: 'parties-subscriber',
    title: 'The subscriber is named, and the patient’s relationship to them',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2000B SBR02; 2010BA NM103; 2000C PAT01' },
    about:
      'Looks at the active coverages that came with the claim: the relationship of the patient to the subscriber, and the ' +
      'name of a subscriber who is another person. Cannot tell when that person’s record is not at hand.',
    messages: {
      'no-relationship':
        'The coverage does not say what the patient is to the subscriber; add the relationship (self, spouse, child, other).',
      'no-subscriber':
        'The patient is the subscriber’s {relationship} and the subscriber has no name; add the subscriber to the coverage.',
    },
  },
  check(subject) {
    if (!isMade(subject)) return NOT_APPLICABLE;
    const insured = (subject.coverages ?? []).filter((c) => c.active && c.payerKind !== 'self-pay');
    if (insured.length === 0) return NOT_APPLICABLE;
    const hits = insured.flatMap((c) => examine(c) ?? []);
    return hits.length === 0 && insured.some(isOpen) ? CANNOT_TELL : verdictOf(hits, insured.some(isOpen));
  },
};

const isSelf = ({ relationship }: EditCoverage): boolean => relationship === 'self' || relationship === '18';
const isOpen = (c: EditCoverage): boolean =>
  c.relationship !== undefined && !isSelf(c) && c.subscriberNamed === undefined;

function examine(c: EditCoverage): Hit | undefined {
  if (c.relationship === undefined) return fail('no-relationship', c.expression, { severity: 'warning' });
  if (isSelf(c) || c.subscriberNamed !== false) return undefined;
  const relationship = /^[a-z]{3,12}$/.test(c.relationship) ? c.relationship : 'dependent';
  return fail('no-subscriber', c.expression, { params: { relationship } });
}
