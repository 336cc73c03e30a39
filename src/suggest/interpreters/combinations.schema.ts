/** The decision table of combination codes: rows in order, each sees what the rows before it did. */

const PATTERNS = { type: 'array', items: { type: 'string', minLength: 3 } } as const;
const PHRASES = { type: 'array', items: { type: 'string', pattern: '^[a-z0-9][a-z0-9 %.]*$' } } as const;
const TEXT = { type: 'string', minLength: 1 } as const;

const WHEN = {
  type: 'object',
  additionalProperties: false,
  properties: {
    /** Each pattern must be met by a code. */
    all: PATTERNS,
    /** At least one must be. */
    any: PATTERNS,
    /** None may be. */
    none: PATTERNS,
    age: {
      type: 'object',
      additionalProperties: false,
      properties: { min: { type: 'integer' }, max: { type: 'integer' } },
    },
    pregnant: { type: 'boolean' },
    setting: { type: 'array', items: TEXT },
    /** One of them must be stated in the words of the problems that met the patterns. */
    words: PHRASES,
    /** None of them may be: the record's word against a presumed link (guideline I.A.15). */
    unlessWords: PHRASES,
  },
} as const;

const SUGGEST = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: {
    code: TEXT,
    /** The first pattern that is met gives the code; `=` stands for the code that met it. */
    byMatch: { type: 'object', minProperties: 1, additionalProperties: TEXT },
  },
} as const;

const QUERY = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'question', 'options'],
  properties: {
    id: TEXT,
    question: TEXT,
    options: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['answer'],
        properties: { answer: TEXT, code: TEXT, byMatch: { type: 'object', additionalProperties: TEXT } },
      },
    },
  },
} as const;

const ROW = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'citation', 'when'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    title: TEXT,
    /** A section of the Official Guidelines, or another authority. */
    citation: {
      anyOf: [
        TEXT,
        {
          type: 'object',
          additionalProperties: false,
          required: ['source', 'section'],
          properties: { source: TEXT, section: TEXT },
        },
      ],
    },
    when: WHEN,
    replace: PATTERNS,
    suggest: { type: 'array', items: SUGGEST },
    placement: { enum: ['first', 'any', 'never-first'] },
    confidence: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    query: QUERY,
  },
} as const;

export const COMBINATIONS_SCHEMA = {
  type: 'object',
  required: ['rows'],
  properties: { rows: { type: 'array', minItems: 1, items: ROW } },
} as const;
