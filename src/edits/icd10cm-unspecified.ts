/** Edit icd10cm-unspecified: an unspecified code is not reported where the claim or the chart has more (guidelines I.A.9.b, I.B.18). */
import type { ServiceDate } from '../kernel/index.ts';
import { dotless, type Terminology } from '../terminology/index.ts';
import { comparedInOrder, type IcdDiagnosis } from './diagnoses.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit } from './model.ts';

export const icd10cmUnspecified: Edit = {
  meta: {
    id: 'icd10cm-unspecified',
    title: 'No unspecified code stands where the record says more',
    severity: 'warning',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.9.b, I.B.18' },
    about:
      'Looks at codes whose title says "unspecified": one beside a more specific code of the same subcategory, one of an ' +
      'unspecified side when the chart names the side, and, on an inpatient bill, one of the code editor’s unspecified-code ' +
      'list. Cannot tell when a code cannot be looked up, which icd10cm-unknown reports.',
    messages: {
      beside:
        '{code} is unspecified beside {other} of the same subcategory; remove it, unless the record has both.',
      side: '{code} leaves the side unspecified and the chart says {side}; choose the code of that side.',
      inpatient:
        '{code} leaves the side unspecified, which the Medicare Code Editor returns on an inpatient claim (unspecified code edit); state the side, or that it cannot be known.',
    },
  },
  check(subject, { terminology }) {
    const { codes, partly } = comparedInOrder(subject);
    if (codes.length === 0) return NOT_APPLICABLE;
    const { on } = subject;
    if (on === undefined) return CANNOT_TELL;
    const titled = codes.map((d) => ({ ...d, title: terminology.icd10cm.lookup(d.code, on)?.title }));
    const hits = titled.flatMap((d) =>
      d.title !== undefined && /\bunspecified\b/i.test(d.title)
        ? examine(d, codes, subject, on, terminology)
        : [],
    );
    return verdictOf(hits, partly || titled.some((d) => d.title === undefined));
  },
};

function examine(
  d: IcdDiagnosis,
  all: readonly IcdDiagnosis[],
  subject: EditSubject,
  on: ServiceDate,
  terminology: Terminology,
): readonly Hit[] {
  const { code, diagnosis } = d;
  const hit = (message: string, more: Hit['params'] = {}, codes: readonly string[] = []): readonly Hit[] => [
    fail(message, diagnosis.expression, {
      codes: [code, ...codes],
      params: { code, ...more },
      ...(message === 'beside' ? { severity: 'information' } : {}),
    }),
  ];
  const side = sideInChart(d, subject);
  if (side) return hit('side', { side });
  if (subject.inpatient && isListed(d, on, terminology)) return hit('inpatient');
  const other = all.find((o) => o.code !== code && isSibling(o, d) && !isUnspecified(o, on, terminology));
  return other ? hit('beside', { other: other.code }, [other.code]) : [];
}

function isListed({ code }: IcdDiagnosis, on: ServiceDate, { mce }: Terminology): boolean {
  const answer = mce.lists(code, on);
  return answer.kind === 'known' && answer.lists.some((l) => l.id === 'unspecified');
}

const isUnspecified = ({ code }: IcdDiagnosis, on: ServiceDate, { icd10cm }: Terminology): boolean =>
  /\bunspecified\b/i.test(icd10cm.lookup(code, on)?.title ?? 'unspecified');

/** Codes of four characters or more that share all but the last of the shorter. */
function isSibling(a: IcdDiagnosis, b: IcdDiagnosis): boolean {
  const [x, y] = [dotless(a.code), dotless(b.code)];
  const stem = y.slice(0, -1);
  return y.length > 3 && stem.length >= 3 && x.startsWith(stem) && x.length >= y.length;
}

/** The side that the chart gives the problem this code was recorded for. */
function sideInChart({ code, diagnosis }: IcdDiagnosis, { facts }: EditSubject): string | undefined {
  if (!facts) return undefined;
  const problem = facts.problems.find(
    (p) =>
      p.concept.codings.some((c) => c.code === code || c.code === diagnosis.code) && p.side !== undefined,
  );
  return problem?.side?.value;
}
