/** Edit identifiers-taxonomy: a provider taxonomy code has the shape of one (NUCC; 837P 2000A and 2310B PRV03). */
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { isOtherType } from './professional.ts';

/** Three digits, six characters, X: `207Q00000X`. */
const TAXONOMY = /^\d{3}[0-9A-Z]{6}X$/;

export const identifiersTaxonomy: Edit = {
  meta: {
    id: 'identifiers-taxonomy',
    title: 'Every taxonomy code has the shape of one',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '2008-05-23' },
    authority: { source: '837P TR3 005010X222A1', section: '2000A PRV03; 2310B PRV03' },
    about:
      'Looks at the taxonomy codes of the parties: ten characters, three digits first and X last. Whether the NUCC lists the ' +
      'code is not looked up. Medicaid and some payers want one of the billing provider: the parameter `required` asks for it.',
    messages: {
      shape:
        'The taxonomy code of the {role} provider is not shaped like one (three digits, six characters, X); correct it.',
      missing:
        'This payer wants the taxonomy code of the billing provider and none is known; add it to the provider’s record.',
    },
  },
  check(subject, { parameters }) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const coded = subject.parties.filter((p) => p.taxonomy !== undefined);
    const billing = subject.parties.find((p) => p.role === 'billing');
    const missing =
      parameters?.required === true && billing && billing.taxonomy === undefined
        ? [fail('missing', billing.expression)]
        : [];
    if (coded.length === 0 && missing.length === 0) return NOT_APPLICABLE;
    const wrong = coded.filter((p) => !TAXONOMY.test(p.taxonomy ?? ''));
    return verdictOf([
      ...wrong.map((p) => fail('shape', p.expression, { params: { role: p.role.replace('-', ' ') } })),
      ...missing,
    ]);
  },
};
