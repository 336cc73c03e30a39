/** Elements of a segment against the data dictionary: there, typed, and of the right length (SNIP 1). */
import type { Delimiters } from '../syntax/delimiters.ts';
import type { X12Fault } from '../syntax/fault.ts';
import type { Segment } from '../syntax/segment.ts';
import { type ElementSpec, elementsOf } from './elements.ts';

interface At {
  readonly segment: Segment;
  readonly element: number;
  readonly component?: number;
  readonly loop: string | undefined;
}

export function checkElements(segment: Segment, delimiters: Delimiters, loop?: string): readonly X12Fault[] {
  const specs = elementsOf(segment.id);
  if (!specs) return [];
  const found = specs.flatMap((spec, i) =>
    checkElement(segment.elements[i] ?? '', spec, { segment, element: i + 1, loop }, delimiters),
  );
  const extra = segment.elements.findIndex((value, i) => i >= specs.length && value !== '');
  return extra < 0
    ? found
    : [
        ...found,
        fault(
          { segment, element: extra + 1, loop },
          'element-unknown',
          'is not an element of this segment; leave it out',
        ),
      ];
}

function checkElement(value: string, spec: ElementSpec, at: At, delimiters: Delimiters): readonly X12Fault[] {
  if (value === '') return spec.required ? [fault(at, 'element-missing', 'is missing')] : [];
  if (spec.type !== 'composite') return checkValue(value, spec, at);
  const parts = value.split(delimiters.component);
  const found = spec.components.flatMap((inner, i) =>
    checkElement(parts[i] ?? '', inner, { ...at, component: i + 1 }, delimiters),
  );
  return parts.length > spec.components.length
    ? [
        ...found,
        fault(
          { ...at, component: spec.components.length + 1 },
          'component-unknown',
          'is not a component of this element; leave it out',
        ),
      ]
    : found;
}

function checkValue(value: string, { type, least, most }: ElementSpec, at: At): readonly X12Fault[] {
  const length = type === 'R' || type === 'N0' ? value.replace(/[-.]/g, '').length : value.length;
  if (length > most)
    return [fault(at, 'element-too-long', `has ${length} characters where at most ${most} may stand`)];
  if (length < least)
    return [fault(at, 'element-too-short', `has ${length} characters where at least ${least} must stand`)];
  return FORMS[type].test(value) ? [] : [fault(at, 'element-form', `is not ${WORDS[type]}`)];
}

const FORMS: Readonly<Record<ElementSpec['type'], RegExp>> = {
  AN: /^[\x20-\x7e]*[\x21-\x7e]$/,
  ID: /^[A-Z0-9]+$/i,
  N0: /^-?\d+$/,
  R: /^-?(?:\d+\.?\d*|\.\d+)$/,
  DT: /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/,
  TM: /^(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{1,2})?)?$/,
  composite: /^/,
};

const WORDS: Readonly<Record<ElementSpec['type'], string>> = {
  AN: 'text of the basic and extended character set without spaces at its end',
  ID: 'a code of letters and digits',
  N0: 'a whole number',
  R: 'a decimal number',
  DT: 'a date as CCYYMMDD',
  TM: 'a time as HHMM',
  composite: '',
};

function fault({ segment, element, component, loop }: At, id: string, what: string): X12Fault {
  const place = `${segment.id}${String(element).padStart(2, '0')}${component === undefined ? '' : `-${component}`}`;
  return {
    id,
    snip: 1,
    severity: 'error',
    message: `${place} ${what}`,
    segment: segment.id,
    number: segment.number,
    element,
    ...(component === undefined ? {} : { component }),
    ...(loop === undefined ? {} : { loop }),
  };
}
