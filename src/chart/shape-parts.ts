/** The JSON shapes (R4 json.html, datatypes.html) of the data types that resources are made of. */

/** A list has the shape of its items in brackets; an object names the shapes of its elements. */
export type Shape = 'text' | 'number' | readonly [Shape] | { readonly [element: string]: Shape };

export const CODING = { system: 'text', code: 'text', display: 'text' } as const;
export const CONCEPT = { coding: [CODING], text: 'text' } as const;
export const PERIOD = { start: 'text', end: 'text' } as const;
export const IDENTIFIER = { system: 'text', value: 'text', type: CONCEPT } as const;
export const REFERENCE = { reference: 'text', display: 'text', identifier: IDENTIFIER } as const;
export const QUANTITY = { value: 'number', unit: 'text', code: 'text', system: 'text' } as const;
export const NOTE = { text: 'text', time: 'text' } as const;
export const NAME = {
  text: 'text',
  family: 'text',
  given: ['text'],
  prefix: ['text'],
  suffix: ['text'],
} as const;
export const ADDRESS = {
  line: ['text'],
  city: 'text',
  state: 'text',
  postalCode: 'text',
  country: 'text',
  text: 'text',
} as const;
export const EXTENSION = {
  url: 'text',
  valueCodeableConcept: CONCEPT,
  valueCoding: CODING,
  valueCode: 'text',
  valueString: 'text',
  valueInteger: 'number',
  valueDuration: QUANTITY,
  valueQuantity: QUANTITY,
} as const;
