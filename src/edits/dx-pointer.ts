/** Edit dx-pointer: every line points at one to four diagnoses of the claim (837P 2300 HI, 2400 SV107). */
import { isApart } from './diagnoses.ts';
import { fail, listed, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import { isExternalCause } from './icd10cm-external-cause-first.ts';
import type { Edit, EditDiagnosis, EditLine, EditSubject, Hit } from './model.ts';
import { isOtherType, isProfessional } from './professional.ts';

/** SV107 is a composite of four pointers. */
const MOST_POINTERS = 4;
/** HI carries 12 codes on an 837P; ABK and 24 × ABF on an 837I. */
const MOST_DIAGNOSES = { professional: 12, institutional: 25 } as const;

export const dxPointer: Edit = {
  meta: {
    id: 'dx-pointer',
    title: 'Every line points at one to four diagnoses of the claim',
    severity: 'error',
    issueType: 'business-rule',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2300 HI; 2400 SV107' },
    about:
      'Counts the diagnoses (12 on a professional claim, 25 on an institutional one) and follows the pointers of every ' +
      'professional line. A line that points at external causes only is a warning.',
    messages: {
      'no-diagnosis': 'The claim has no diagnosis; a professional claim needs at least one.',
      'too-many':
        'The claim has {count} diagnoses and its form carries {most}; leave out the least important.',
      ambiguous:
        'Sequence {sequence} is used by two diagnoses, so a pointer to it means neither; number them anew.',
      none: 'The line points at no diagnosis; point it at one to four that it was done for.',
      'too-many-pointers':
        'The line points at {count} diagnoses and the form carries {most}; keep the four that matter most.',
      absent: 'The line points at diagnosis {sequence}, which the claim does not have; correct the pointer.',
      'external-only':
        'The line points at external causes only ({codes}); point it at the injury or condition that was treated.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const counted = countHits(subject);
    if (!isProfessional(subject)) {
      return subject.diagnoses.length === 0 ? NOT_APPLICABLE : verdictOf(counted);
    }
    const bySequence = new Map(subject.diagnoses.map((d) => [d.sequence, d]));
    return verdictOf([...counted, ...subject.lines.flatMap((line) => lineHits(line, bySequence))]);
  },
};

function countHits(subject: EditSubject): readonly Hit[] {
  const most = MOST_DIAGNOSES[subject.kind];
  const count = subject.diagnoses.filter((d) => !isApart(d)).length;
  if (count === 0 && isProfessional(subject)) return [fail('no-diagnosis', 'Claim.diagnosis')];
  // Before the claim is made there may be more: the claim keeps those that matter most, and says which it leaves out.
  const over =
    count > most && subject.stage !== 'codes'
      ? [fail('too-many', 'Claim.diagnosis', { params: { count, most } })]
      : [];
  return [...over, ...ambiguous(subject.diagnoses)];
}

function ambiguous(diagnoses: readonly EditDiagnosis[]): readonly Hit[] {
  const seen = new Set<number>();
  return diagnoses.flatMap(({ sequence, expression }) => {
    if (seen.has(sequence)) return [fail('ambiguous', expression, { params: { sequence } })];
    seen.add(sequence);
    return [];
  });
}

function lineHits(line: EditLine, bySequence: ReadonlyMap<number, EditDiagnosis>): readonly Hit[] {
  const count = line.pointers.length;
  if (count === 0) return [fail('none', line.expression)];
  const over =
    count > MOST_POINTERS
      ? [fail('too-many-pointers', line.expression, { params: { count, most: MOST_POINTERS } })]
      : [];
  const absent = line.pointers.flatMap((sequence, i) =>
    bySequence.has(sequence)
      ? []
      : [fail('absent', `${line.expression}.diagnosisSequence[${i}]`, { params: { sequence } })],
  );
  return [...over, ...absent, ...externalOnly(line, bySequence)];
}

function externalOnly(line: EditLine, bySequence: ReadonlyMap<number, EditDiagnosis>): readonly Hit[] {
  const codes = line.pointers.map((p) => bySequence.get(p)?.code);
  if (!codes.every((c): c is string => c !== undefined && isExternalCause(c))) return [];
  return [
    fail('external-only', line.expression, {
      codes: codes.map(shown),
      params: { codes: listed(codes.map(shown), MOST_POINTERS) },
      severity: 'warning',
    }),
  ];
}
