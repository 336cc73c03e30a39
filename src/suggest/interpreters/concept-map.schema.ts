/** What of R4 ConceptMap (conceptmap.html) the interpreter needs; other elements may be there and are left alone. */

const DEPENDS_ON = {
  type: 'object',
  required: ['property', 'value'],
  properties: { property: { type: 'string', minLength: 1 }, value: { type: 'string', minLength: 1 } },
} as const;

const TARGET = {
  type: 'object',
  required: ['equivalence'],
  properties: {
    code: { type: 'string' },
    display: { type: 'string' },
    equivalence: {
      enum: [
        ...['relatedto', 'equivalent', 'equal', 'wider', 'subsumes', 'narrower', 'specializes', 'inexact'],
        ...['unmatched', 'disjoint'],
      ],
    },
    comment: { type: 'string' },
    dependsOn: { type: 'array', items: DEPENDS_ON },
  },
} as const;

const ELEMENT = {
  type: 'object',
  required: ['code', 'target'],
  properties: {
    code: { type: 'string', pattern: '^\\S+$' },
    display: { type: 'string' },
    target: { type: 'array', minItems: 1, items: TARGET },
  },
} as const;

export const CONCEPT_MAP_SCHEMA = {
  type: 'object',
  required: ['resourceType', 'group'],
  properties: {
    resourceType: { const: 'ConceptMap' },
    group: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['source', 'target', 'element'],
        properties: {
          source: { type: 'string' },
          target: { type: 'string' },
          element: { type: 'array', minItems: 1, items: ELEMENT },
        },
      },
    },
  },
} as const;
