/** Edit parties-referring: consultations and, for Medicare, diagnostic tests name who asked for them (Pub. 100-04 ch. 26 §10.4 item 17). */
import { isBetween } from './em-codes.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';
import { payerOf } from './payer.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isMade, isProfessional } from './professional.ts';

export const partiesReferring: Edit = {
  meta: {
    id: 'parties-referring',
    title: 'Who asked for a consultation or a diagnostic test is named',
    severity: 'warning',
    issueType: 'required',
    snip: 4,
    effective: { from: '1997-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 26',
      section: '10.4, item 17',
    },
    about:
      'Looks at professional claims with a consultation (99242–99255) and, to Medicare, with radiology or laboratory services: ' +
      'a referring or ordering provider is named.',
    messages: {
      consultation: '{code} is a consultation and no referring provider is named; name who asked for it.',
      test: '{code} is a diagnostic test and no ordering or referring provider is named, which Medicare asks for; name who ordered it.',
    },
  },
  check(subject) {
    if (!isProfessional(subject) || !isMade(subject)) return NOT_APPLICABLE;
    const { lines } = procedureLines(subject);
    const consultation = lines.find((l) => isBetween(l.code, '99242', '99255'));
    const test = payerOf(subject)?.kind === 'medicare' ? lines.find(isTest) : undefined;
    const asked = consultation ?? test;
    if (!asked) return NOT_APPLICABLE;
    if (subject.parties.some((p) => p.role === 'referring')) return verdictOf([]);
    const { code, line } = asked;
    return verdictOf([
      fail(consultation ? 'consultation' : 'test', line.expression, { codes: [code], params: { code } }),
    ]);
  },
};

/** Screening mammography is asked for by the patient herself (42 CFR 410.34(d)). */
const isTest = ({ code }: ProcedureLine): boolean =>
  (isBetween(code, '70010', '79999') && code !== '77067' && code !== '77063') ||
  isBetween(code, '80047', '89398');
