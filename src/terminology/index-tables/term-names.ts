/** How a term of the index is asked for: in either case, without its signs and without NEC and NOS; else by one of its words. */
import { plainTitle } from './index-line.ts';

/** `Bone (periosteum) NEC*` → `bone`; the signs refer to notes at the head of a table. */
export const foldTerm = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[*#◊†]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?:nec|nos)$/, '')
    .trim();

export const termName = (title: string): string => foldTerm(plainTitle(title));

/** `boat, boating` is found by `boat` and by `boating`, where no term has that for its whole name. */
export const termAliases = (title: string): readonly string[] => {
  const name = termName(title);
  return name.includes(', ') ? name.split(', ') : [];
};

/** The pieces of a path as a cross-reference writes it. */
export const pathPieces = (path: string | readonly string[]): readonly string[] =>
  (typeof path === 'string' ? path.split(/, +/) : path).map(foldTerm).filter((piece) => piece !== '');
