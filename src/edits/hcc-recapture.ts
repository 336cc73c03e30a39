/** Edit hcc-recapture: a chronic condition of the last two years that the chart still has and the claim does not (CMS-HCC V28; 42 CFR 422.310). */
import { addYears, type ServiceDate } from '../kernel/index.ts';
import { type HccsAnswer, type Icd10CmCode, icd10CmCode, type Terminology } from '../terminology/index.ts';
import { icdDiagnoses } from './diagnoses.ts';
import { reachesBack } from './history-reach.ts';
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit } from './model.ts';

const YEARS = 2;

export const hccRecapture: Edit = {
  meta: {
    id: 'hcc-recapture',
    title: 'A risk-adjusted condition of the last two years is not left uncoded',
    severity: 'information',
    issueType: 'business-rule',
    snip: 7,
    effective: { from: '2023-01-01' },
    authority: { source: 'CMS-HCC V28', section: '42 CFR 422.310' },
    about:
      'Looks at diagnoses of the patient’s earlier claims that a payment category of V28 holds: when the chart of this ' +
      'encounter has a condition of that category, and no diagnosis of the claim is in it, a coder is told. It is never a ' +
      'reason to code what was not addressed. Cannot tell without the tables, and not applicable without chart and history.',
    messages: {
      open: '{code} was coded within two years (V28 category {hcc}, {edition}) and the chart still has it, but no diagnosis of this claim is in that category; code it if it was assessed.',
      'no-tables':
        'Conditions of earlier years were not looked for: {reason}; import the CMS-HCC tables to have them found.',
    },
  },
  check(subject, { terminology }) {
    const { history, facts, on } = subject;
    if (!history || !facts) return NOT_APPLICABLE;
    if (on === undefined) return CANNOT_TELL;
    const past = pastCodes(subject, on);
    if (past.length === 0) return NOT_APPLICABLE;
    const answer = (code: Icd10CmCode): HccsAnswer => terminology.riskAdjustment.hccs(code, on, 'V28');
    const first = past[0] && answer(past[0]);
    if (first?.kind === 'cannot-tell') {
      const { reason } = first;
      return verdictOf([
        cannotTell('no-tables', 'Claim.diagnosis', { params: { reason }, severity: 'information' }),
      ]);
    }
    const partly = !reachesBack(subject, addYears(on, -YEARS));
    return verdictOf(openCategories(subject, past, on, terminology), partly);
  },
};

function pastCodes({ history = [] }: EditSubject, on: ServiceDate): readonly Icd10CmCode[] {
  const since = addYears(on, -YEARS);
  const codes = history.filter((h) => h.date >= since && h.date < on).flatMap((h) => h.diagnoses);
  return [...new Set(codes.flatMap((c) => icd10CmCode(c) ?? []))];
}

function openCategories(
  subject: EditSubject,
  past: readonly Icd10CmCode[],
  on: ServiceDate,
  { riskAdjustment }: Terminology,
): readonly Hit[] {
  const hccs = (code: Icd10CmCode): readonly number[] => {
    const answer = riskAdjustment.hccs(code, on, 'V28');
    return answer.kind === 'known' ? answer.hccs : [];
  };
  const claimed = new Set(icdDiagnoses(subject).flatMap((d) => hccs(d.code)));
  const charted = new Set(chartCodes(subject).flatMap(hccs));
  const told = new Set<number>();
  return past.flatMap((code) =>
    hccs(code).flatMap((hcc) => {
      if (claimed.has(hcc) || !charted.has(hcc) || told.has(hcc)) return [];
      told.add(hcc);
      const answer = riskAdjustment.hccs(code, on, 'V28');
      const edition = answer.kind === 'known' ? answer.edition : '';
      return [fail('open', 'Claim.diagnosis', { codes: [code], params: { code, hcc, edition } })];
    }),
  );
}

/** ICD-10-CM codes of the chart's conditions that are neither refuted nor over. */
const chartCodes = ({ facts }: EditSubject): readonly Icd10CmCode[] =>
  (facts?.problems ?? [])
    .filter((p) => !OVER.includes(p.clinical) && !WRONG.includes(p.verification))
    .flatMap((p) => p.concept.codings.flatMap((c) => icd10CmCode(c.code) ?? []));

const OVER: readonly string[] = ['resolved', 'remission', 'inactive'];
const WRONG: readonly string[] = [
  'refuted',
  'entered-in-error',
  'provisional',
  'differential',
  'unconfirmed',
];
