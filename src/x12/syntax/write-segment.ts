/** One segment → text. Data never holds a delimiter or a character outside the extended set (005010 Appendix B.1.1.2.2–4). */
import { DELIMITERS, type Delimiters } from './delimiters.ts';
import type { ElementValue, SegmentDraft } from './segment.ts';

/** What had to be changed in an element so that it can be written. */
export interface Cleaned {
  readonly segment: string;
  readonly element: number;
  readonly component?: number;
  readonly why: 'delimiter' | 'character' | 'accent';
}

export interface WriteOptions {
  readonly delimiters?: Delimiters;
  /** Told of every element that could not be written as it was. */
  readonly cleaned?: (what: Cleaned) => void;
}

/** Capital letters, digits, space and the signs of the basic set, and those of the extended set that are no delimiters of ours. */
const WRITABLE = /^[A-Z0-9 !"&'()+,\-./;?=%@[\]_{}\\|<>#$*:^~]*$/;
const COMMON = /[^A-Z0-9 !"&'()+,\-./;?=%@[\]_{}\\|<>#$]/g;
const MARKS = /\p{M}/gu;

export function writeSegment({ id, elements }: SegmentDraft, options: WriteOptions = {}): string {
  const by = options.delimiters ?? DELIMITERS;
  let text = id;
  // Separators wait for the next element that says something: those at the end are left out.
  let waiting = '';
  for (let i = 0; i < elements.length; i += 1) {
    waiting += by.element;
    const value = elements[i];
    const written = value === undefined || value === '' ? '' : writeElement(value, id, i + 1, by, options);
    if (written === '') continue;
    text += waiting + written;
    waiting = '';
  }
  return text + by.segment;
}

interface At {
  readonly id: string;
  readonly element: number;
  readonly by: Delimiters;
  readonly options: WriteOptions;
}

function writeElement(
  value: Exclude<ElementValue, undefined>,
  id: string,
  element: number,
  by: Delimiters,
  options: WriteOptions,
): string {
  if (typeof value === 'string')
    return isPlain(value, by) ? value : clean(value, { id, element, by, options });
  const parts = value.map((part, i) => {
    if (part === undefined || part === '') return '';
    return isPlain(part, by) ? part : clean(part, { id, element, by, options }, i + 1);
  });
  while (parts.at(-1) === '') parts.pop();
  return parts.join(by.component);
}

/** What `clean` would leave as it is: nearly everything, so that it is found out without a regular expression. */
function isPlain(value: string, by: Delimiters): boolean {
  let before = SPACE;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (PLAIN[code] !== 1 || (code === SPACE && before === SPACE)) return false;
    before = code;
  }
  return before !== SPACE && (by === DELIMITERS || !holdsDelimiter(value, by));
}

const SPACE = 32;
const PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Z0-9 !"&'()+,\-./;?=%@[\]_{}\\|<>#$]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Data is upper case ASCII; what cannot be written becomes a space, so that nothing of it is taken for structure. */
function clean(value: string, { id, element, by, options }: At, component?: number): string {
  const told = (why: Cleaned['why']): void =>
    options.cleaned?.({ segment: id, element, ...(component === undefined ? {} : { component }), why });
  const upper = value.toUpperCase();
  if (WRITABLE.test(upper) && !holdsDelimiter(upper, by)) return trimmed(upper);
  const plain = upper.normalize('NFD').replace(MARKS, '');
  if (plain !== upper) told('accent');
  if (holdsDelimiter(plain, by)) told('delimiter');
  const safe = withoutDelimiters(plain, by).replace(COMMON, ' ');
  if (safe !== withoutDelimiters(plain, by)) told('character');
  return trimmed(safe);
}

const trimmed = (text: string): string => (text.includes('  ') ? text.replace(/ {2,}/g, ' ') : text).trim();

const holdsDelimiter = (text: string, by: Delimiters): boolean =>
  text.includes(by.element) ||
  text.includes(by.component) ||
  text.includes(by.segment) ||
  (by.repetition !== '' && text.includes(by.repetition));

const withoutDelimiters = (text: string, by: Delimiters): string =>
  Object.values(by).reduce((rest: string, d: string) => (d === '' ? rest : rest.replaceAll(d, ' ')), text);
