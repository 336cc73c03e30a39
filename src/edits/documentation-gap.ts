/** Edit documentation-gap: an unspecified code whose specific siblings are risk-adjusted and it is not (guidelines I.B.18; CMS-HCC V28). */
import type { ServiceDate } from '../kernel/index.ts';
import { dotless, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { distinctInOrder, type IcdDiagnosis } from './diagnoses.ts';
import { CANNOT_TELL, cannotTell, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

export const documentationGap: Edit = {
  meta: {
    id: 'documentation-gap',
    title: 'Specificity that would change the code is asked for',
    severity: 'information',
    issueType: 'business-rule',
    snip: 7,
    effective: { from: '2023-01-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.B.18; CMS-HCC V28' },
    about:
      'Looks at codes whose title says "unspecified" and that no payment category of V28 holds, while codes of the same ' +
      'category are in one. The clinician is asked; nothing is coded for it. Only where the chart is at hand. Cannot tell ' +
      'without the CMS-HCC tables.',
    messages: {
      ask: '{code} is unspecified and in no V28 category, and more specific codes are ({examples}, {edition}); ask whether the record can say more.',
      'no-tables':
        'Whether unspecified codes hide a risk-adjusted condition was not checked: {reason}; import the CMS-HCC tables to have it checked.',
    },
  },
  check(subject, { terminology }) {
    const { on, facts } = subject;
    if (!facts || subject.diagnoses.length === 0) return NOT_APPLICABLE;
    if (on === undefined) return CANNOT_TELL;
    const vague = distinctInOrder(subject).filter((d) => isUnspecified(d, on, terminology));
    const [first] = vague;
    if (!first) return NOT_APPLICABLE;
    const answer = terminology.riskAdjustment.hccs(first.code, on, 'V28');
    if (answer.kind === 'cannot-tell') {
      const { reason } = answer;
      return verdictOf([
        cannotTell('no-tables', 'Claim.diagnosis', { params: { reason }, severity: 'information' }),
      ]);
    }
    return verdictOf(vague.flatMap((d) => examine(d, on, answer.edition, terminology) ?? []));
  },
};

const isUnspecified = ({ code }: IcdDiagnosis, on: ServiceDate, { icd10cm }: Terminology): boolean =>
  /\bunspecified\b/i.test(icd10cm.lookup(code, on)?.title ?? '');

function examine(
  d: IcdDiagnosis,
  on: ServiceDate,
  edition: string,
  { icd10cm, riskAdjustment }: Terminology,
): Hit | undefined {
  const isPaid = (code: IcdDiagnosis['code']): boolean => {
    const answer = riskAdjustment.hccs(code, on, 'V28');
    return answer.kind === 'known' && answer.hccs.length > 0;
  };
  if (isPaid(d.code)) return undefined;
  const category = icd10CmCode(dotless(d.code).slice(0, 3));
  const paid = category
    ? icd10cm
        .billableUnder(category, on)
        .filter((e) => isPaid(e.code))
        .map((e) => e.code)
    : [];
  if (paid.length === 0) return undefined;
  return fail('ask', d.diagnosis.expression, {
    codes: [d.code, ...paid.slice(0, 3)],
    params: { code: d.code, examples: listed(paid, 3), edition },
  });
}
