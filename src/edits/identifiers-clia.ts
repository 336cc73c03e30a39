/** Edit identifiers-clia: laboratory tests carry the laboratory's CLIA number (42 CFR 493; 837P 2300 REF*X4; modifier QW). */
import { isBetween } from './em-codes.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { procedureLines } from './procedure-lines.ts';
import { isMade, isProfessional } from './professional.ts';

const CLIA = /^\d{2}D\d{7}$/;

export const identifiersClia: Edit = {
  meta: {
    id: 'identifiers-clia',
    title: 'Laboratory tests carry the CLIA number of the laboratory',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1997-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 16',
      section: '70.2, 70.5',
    },
    about:
      'Looks at professional claims with a waived test (modifier QW) or another test of CPT 80047–89398 that is not sent out: ' +
      'the claim has a CLIA number of ten characters, D in the third place. A missing number is a warning, because ' +
      'many senders have it added by their clearinghouse and some tests need none; a policy may make it an error.',
    messages: {
      missing:
        '{code} is a laboratory test and the claim has no CLIA number; add the number of the laboratory that did it.',
      shape: 'The CLIA number is not shaped like one (two digits, D, seven digits); correct it.',
    },
  },
  check(subject) {
    if (!isProfessional(subject) || !isMade(subject)) return NOT_APPLICABLE;
    const tests = procedureLines(subject).lines.filter(
      ({ code, line }) =>
        isBetween(code, '80047', '89398') && !line.modifiers.some((m) => m === '26' || m === '90'),
    );
    const waived = tests.find(({ line }) => line.modifiers.includes('QW'));
    const test = waived ?? tests[0];
    if (!test) return NOT_APPLICABLE;
    const { clia } = subject;
    if (clia) return verdictOf(CLIA.test(clia.code) ? [] : [fail('shape', clia.expression)]);
    const { code, line } = test;
    return verdictOf([
      fail('missing', line.expression, {
        codes: [code],
        params: { code },
        severity: 'warning',
      }),
    ]);
  },
};
