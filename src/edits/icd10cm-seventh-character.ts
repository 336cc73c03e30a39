/** Edit icd10cm-seventh-character: there where the category asks for it, legal, after placeholders X (guidelines I.A.4, I.A.5). */
import type { ServiceDate } from '../kernel/index.ts';
import {
  dotless,
  type Icd10CmCode,
  icd10CmCode,
  type SeventhCharacterAnswer,
  type Terminology,
} from '../terminology/index.ts';
import { type IcdDiagnosis, icdDiagnoses } from './diagnoses.ts';
import { CANNOT_TELL, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

type Required = Extract<SeventhCharacterAnswer, { kind: 'required' }>;

export const icd10cmSeventhCharacter: Edit = {
  meta: {
    id: 'icd10cm-seventh-character',
    title: 'A code that needs a 7th character has a legal one, after its placeholders',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.4, I.A.5' },
    about:
      'Looks at what the tabular list defines for the category of each code. Where only the placeholder X is missing and one ' +
      'code results, the finding carries the mend. Cannot tell without a tabular list, which other edits report.',
    messages: {
      missing:
        '{code} needs a 7th character ({characters}; note at {node}, {edition}); add the one that the record supports to {stem}.',
      divided:
        '{code} has subdivisions that take a 7th character ({characters}; note at {node}, {edition}); choose one and add it.',
      illegal:
        '{code} has the 7th character {given}; its category takes {characters} (note at {node}, {edition}).',
      placeholder: '{code} lacks the placeholder X before its 7th character; it is written {mended}.',
    },
  },
  check(subject, { terminology }) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    const { on } = subject;
    if (on === undefined) return CANNOT_TELL;
    const readable = icdDiagnoses(subject);
    let partly = readable.length < subject.diagnoses.length;
    const hits = readable.flatMap((d) => {
      const answer = terminology.icd10cm.seventhCharacters(d.code, on);
      if (answer.kind === 'cannot-tell') partly = true;
      return answer.kind === 'required' ? examine(d, answer, on, terminology) : [];
    });
    return verdictOf(hits, partly);
  },
};

function examine(
  d: IcdDiagnosis,
  answer: Required,
  on: ServiceDate,
  terminology: Terminology,
): readonly Hit[] {
  const { code, diagnosis } = d;
  const { characters, given, stem, node, edition } = answer;
  const params = { code, node, edition, characters: listed([...characters.keys()], 12) };
  if (given !== undefined) {
    if (characters.has(given)) return [];
    return [fail('illegal', diagnosis.expression, { codes: [code], params: { ...params, given } })];
  }
  const mended = withPlaceholder(code, characters, on, terminology);
  if (mended) {
    return [
      fail('placeholder', diagnosis.expression, {
        codes: [code, mended],
        params: { code, mended },
        fix: { kind: 'replace-diagnosis-code', expression: diagnosis.expression, value: mended },
      }),
    ];
  }
  const message = stem === undefined ? 'divided' : 'missing';
  return [fail(message, diagnosis.expression, { codes: [code], params: { ...params, stem: stem ?? code } })];
}

/** `S01.01A` is written `S01.01XA`: the last character moved to the 7th place, where that makes a code in force and it is none itself. */
function withPlaceholder(
  code: Icd10CmCode,
  characters: ReadonlyMap<string, string>,
  on: ServiceDate,
  { icd10cm }: Terminology,
): Icd10CmCode | undefined {
  const plain = dotless(code);
  const last = plain.at(-1) ?? '';
  if (plain.length < 4 || plain.length > 6 || !characters.has(last) || icd10cm.lookup(code, on))
    return undefined;
  const mended = icd10CmCode(`${plain.slice(0, -1).padEnd(6, 'X')}${last}`);
  return mended && icd10cm.lookup(mended, on)?.billable ? mended : undefined;
}
