/** Edit icd10cm-excludes2: codes that an Excludes2 note sets apart may stand together when the record has both (guidelines I.A.12.b). */
import { inRange, type TabularNote } from '../terminology/index.ts';
import { TabularIndex } from './code-order.ts';
import { comparedInOrder, type IcdDiagnosis, notesOf } from './diagnoses.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

export const icd10cmExcludes2: Edit = {
  meta: {
    id: 'icd10cm-excludes2',
    title: 'Diagnoses that an Excludes2 note sets apart are both in the record',
    severity: 'information',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.12.b' },
    about:
      'Looks at every pair for an Excludes2 note of a category or below on either of them; notes of blocks and chapters are ' +
      'about too much to be told. It never holds a claim: both may be reported when the patient has both. Cannot tell ' +
      'without a tabular list, which icd10cm-excludes1 reports.',
    messages: {
      both: '{other} is not part of {code} (Excludes2 note at {node}, {edition}); both are reported only when the record shows both.',
    },
  },
  check(subject, context) {
    const { codes, partly } = comparedInOrder(subject);
    if (codes.length < 2) return NOT_APPLICABLE;
    const { on } = subject;
    const edition = on && context.terminology.icd10cm.notesEdition(on);
    if (!on || !edition) return CANNOT_TELL;
    const index = new TabularIndex(codes, (d) => d.code);
    const seen = new Set<string>();
    const hits = codes.flatMap((bearer) =>
      notesOf(context)(bearer.code, on)
        .filter((note) => note.kind === 'excludes2' && !note.node.includes('-'))
        .flatMap((note) => pairs(note, bearer, index))
        .flatMap(({ note, other }) => once(note, bearer, other, edition, seen)),
    );
    return verdictOf(hits, partly);
  },
};

interface Pair {
  readonly note: TabularNote;
  readonly other: IcdDiagnosis;
}

const pairs = (note: TabularNote, bearer: IcdDiagnosis, index: TabularIndex<IcdDiagnosis>): readonly Pair[] =>
  note.targets.flatMap((target) =>
    inRange(bearer.code, target) ? [] : index.within(target).map((other) => ({ note, other })),
  );

function once(
  { node }: TabularNote,
  bearer: IcdDiagnosis,
  other: IcdDiagnosis,
  edition: string,
  seen: Set<string>,
): readonly Hit[] {
  const key = [bearer.code, other.code].sort().join(' ');
  if (seen.has(key)) return [];
  seen.add(key);
  const params = { code: bearer.code, other: other.code, node, edition };
  return [fail('both', other.diagnosis.expression, { codes: [bearer.code, other.code], params })];
}
