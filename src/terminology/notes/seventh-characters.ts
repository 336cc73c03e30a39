/**
 * 7th characters by date (guidelines I.A.4, I.A.5): those of the nearest node of the tabular list that defines them, and the
 * code with the placeholder X where it is shorter than six characters.
 */
import { type ServiceDate, within } from '../../kernel/index.ts';
import { dotless, type Icd10CmCode } from '../code.ts';
import type { SeventhCharacterAnswer } from '../model.ts';
import { dotted } from '../release/code-table.ts';
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import type { NotesEdition } from './notes-edition.ts';

/** Characters before the 7th. */
const STEM = 6;

export function seventhCharacters(
  code: Icd10CmCode,
  on: ServiceDate,
  notes: NotesEdition | undefined,
  release: Icd10CmRelease | undefined,
): SeventhCharacterAnswer {
  if (!notes) return { kind: 'cannot-tell', reason: `no edition of the tabular list is loaded for ${on}` };
  const plain = dotless(code);
  const edition = notes.info.title;
  // A code that may be reported as it stands is whole, whatever is defined for its neighbours.
  if (plain.length <= STEM && release?.lookup(code)?.billable) return { kind: 'none', edition };
  const defined = notes.seventhCharacters(code);
  if (!defined) return undefinedAnswer(code, on, notes);
  return {
    kind: 'required',
    node: defined.node,
    characters: new Map(Object.entries(defined.characters)),
    stem: isDivided(code, release) ? undefined : dotted(plain.slice(0, STEM).padEnd(STEM, 'X')),
    given: plain[STEM],
    edition,
  };
}

/** Below the code are more than its 7th characters: which of those it would be is not known. */
const isDivided = (code: Icd10CmCode, release: Icd10CmRelease | undefined): boolean =>
  release?.children(code).some((child) => dotless(child.code).length <= STEM) ?? false;

/** That nothing is defined is certain only of a whole edition in its own year: C44.1121 has seven characters and no 7th character. */
function undefinedAnswer(code: Icd10CmCode, on: ServiceDate, { info }: NotesEdition): SeventhCharacterAnswer {
  const certain = info.complete && within(on, info.effective);
  return certain
    ? { kind: 'none', edition: info.title }
    : { kind: 'cannot-tell', reason: `${info.title} defines no 7th character for ${code}` };
}
