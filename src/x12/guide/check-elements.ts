/** Elements of a segment against the data dictionary: there, typed, and of the right length (SNIP 1). */
import type { Delimiters } from '../syntax/delimiters.ts';
import type { X12Fault } from '../syntax/fault.ts';
import type { Segment } from '../syntax/segment.ts';
import { type ElementSpec, elementsOf } from './elements.ts';
import { hasForm, lengthOf } from './forms.ts';

interface At {
  readonly segment: Segment;
  readonly element: number;
  readonly component?: number;
  readonly loop: string | undefined;
}

const NONE: readonly X12Fault[] = [];

export function checkElements(segment: Segment, delimiters: Delimiters, loop?: string): readonly X12Fault[] {
  const specs = elementsOf(segment.id);
  // Nearly every segment is right: nothing is made for those.
  if (!specs || isRight(segment.elements, specs, delimiters)) return NONE;
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

/** Whether none of the values has a fault. */
function isRight(
  values: readonly string[],
  specs: readonly ElementSpec[],
  by: Delimiters | undefined,
): boolean {
  for (let i = 0; i < specs.length; i += 1) {
    const spec = specs[i];
    const value = values[i];
    if (!spec) continue;
    if (value === undefined || value === '') {
      if (spec.required) return false;
    } else if (spec.type === 'composite') {
      const parts = by ? value.split(by.component) : NO_PARTS;
      if (parts.length > spec.components.length || !isRight(parts, spec.components, undefined)) return false;
    } else {
      const length = lengthOf(value, spec.type);
      if (length > spec.most || length < spec.least || !hasForm(value, spec.type)) return false;
    }
  }
  for (let i = specs.length; i < values.length; i += 1) if (values[i] !== '') return false;
  return true;
}

const NO_PARTS: readonly string[] = [];

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
  const length = lengthOf(value, type);
  if (length > most)
    return [fault(at, 'element-too-long', `has ${length} characters where at most ${most} may stand`)];
  if (length < least)
    return [fault(at, 'element-too-short', `has ${length} characters where at least ${least} must stand`)];
  return hasForm(value, type) ? [] : [fault(at, 'element-form', `is not ${WORDS[type]}`)];
}

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
