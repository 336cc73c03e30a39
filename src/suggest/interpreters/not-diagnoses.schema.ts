/** The table of concepts that stand in problem lists without being diagnoses: employment, education, housing type. */

export const NOT_DIAGNOSES_SCHEMA = {
  type: 'object',
  required: ['system', 'concepts'],
  properties: {
    system: { type: 'string', minLength: 1 },
    concepts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'display', 'reason'],
        properties: {
          code: { type: 'string', pattern: '^\\S+$' },
          display: { type: 'string', minLength: 1 },
          reason: { type: 'string', minLength: 1 },
          /** What a coder could do instead: a code, or words. */
          alternative: { type: 'string' },
        },
      },
    },
  },
} as const;
