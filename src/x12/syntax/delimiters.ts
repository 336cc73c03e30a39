/** The four delimiters of an interchange, which its ISA segment declares by place (ASC X12.5; 005010 Appendix B.1.1.2.5). */

export interface Delimiters {
  readonly element: string;
  readonly component: string;
  readonly repetition: string;
  readonly segment: string;
}

/** What we write: the delimiters of the guides' own examples. */
export const DELIMITERS: Delimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

/** An ISA segment is exactly this long, its terminator included: its elements have fixed widths. */
export const ISA_LENGTH = 106;
const REPETITION_AT = 82;
const COMPONENT_AT = 104;
const SEGMENT_AT = 105;
/** Where the element separator has to stand, after `ISA` and after each of its elements. */
const ELEMENT_AT = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
/** Before 004020, ISA11 was the standards identifier `U` and there were no repetitions. */
const NO_REPETITION = 'U';

export type Declared =
  | { readonly kind: 'declared'; readonly delimiters: Delimiters }
  | { readonly kind: 'refused'; readonly element: number | undefined; readonly detail: string };

/** Reads them from the first 106 characters of an interchange. */
export function declaredDelimiters(isa: string): Declared {
  if (!isa.startsWith('ISA')) return refused(undefined, 'an interchange begins with ISA');
  if (isa.length < ISA_LENGTH) return refused(undefined, `ISA has ${isa.length} of its 106 characters`);
  const element = isa.charAt(3);
  const wrong = ELEMENT_AT.findIndex((at) => isa.charAt(at) !== element);
  if (wrong >= 0) return refused(wrong, `ISA${two(wrong)} does not have its fixed width`);
  const repetition = isa.charAt(REPETITION_AT);
  const delimiters = {
    element,
    repetition: repetition === NO_REPETITION ? '' : repetition,
    component: isa.charAt(COMPONENT_AT),
    segment: isa.charAt(SEGMENT_AT),
  };
  const used = Object.values(delimiters).filter((d) => d !== '');
  if (used.some((d) => /[A-Za-z0-9 ]/.test(d)))
    return refused(undefined, 'a letter, a digit or a space cannot be a delimiter');
  if (new Set(used).size < used.length) return refused(undefined, 'two delimiters are the same character');
  return { kind: 'declared', delimiters };
}

const two = (n: number): string => String(n).padStart(2, '0');

const refused = (element: number | undefined, detail: string): Declared => ({
  kind: 'refused',
  element,
  detail,
});
