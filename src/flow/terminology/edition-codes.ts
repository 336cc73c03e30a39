/** Every code of the edition in force on a day, headers before what they head. */
import type { ServiceDate } from '../../kernel/index.ts';
import { type CodeEntry, type Icd10Cm, type Icd10CmCode, icd10CmCode } from '../../terminology/index.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const DIGITS = [...'0123456789'];

// Guidelines I.A.2: a letter, a digit (since FY2026 also a letter), a digit or letter. An edition has no list of its
// categories to ask for; asking it for each that could be costs milliseconds.
const CATEGORIES: readonly Icd10CmCode[] = LETTERS.flatMap((first) =>
  [...DIGITS, ...LETTERS].flatMap((second) =>
    [...DIGITS, ...LETTERS].flatMap((third) => icd10CmCode(`${first}${second}${third}`) ?? []),
  ),
);

/** A node and everything below it; nothing when the edition does not hold the node. */
export function* codesUnder(node: Icd10CmCode, on: ServiceDate, icd10cm: Icd10Cm): Generator<CodeEntry> {
  const entry = icd10cm.lookup(node, on);
  if (!entry) return;
  yield entry;
  if (entry.billable) return;
  for (const child of icd10cm.children(node, on)) yield* codesUnder(child.code, on, icd10cm);
}

/** All codes, categories in the order of their characters. */
export function* editionCodes(on: ServiceDate, icd10cm: Icd10Cm): Generator<CodeEntry> {
  for (const category of CATEGORIES) yield* codesUnder(category, on, icd10cm);
}
