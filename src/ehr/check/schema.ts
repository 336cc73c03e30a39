/** The JSON Schema of the machine-readable readiness report. */

const COUNT = { type: 'integer', minimum: 0 };
const TEXT = { type: 'string', minLength: 1 };
const object = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  properties,
});

export const READINESS_SCHEMA = {
  $id: 'https://claimwright.dev/schema/ehr-readiness-1.json',
  title: 'Readiness of an EHR connection for coding',
  ...object({
    report: { const: 'claimwright-ehr-readiness-1' },
    connection: TEXT,
    at: TEXT,
    software: object({ name: TEXT, version: TEXT, fhirVersion: TEXT }, ['name', 'version', 'fhirVersion']),
    verdict: { enum: ['works', 'works-around', 'missing'] },
    samples: object({ asked: COUNT, found: COUNT, read: COUNT }),
    requests: COUNT,
    rows: {
      type: 'array',
      items: object(
        {
          area: { enum: ['connection', 'reading', 'record', 'write-back'] },
          id: TEXT,
          what: TEXT,
          verdict: { enum: ['works', 'works-around', 'missing', 'not-tried'] },
          found: TEXT,
          effect: TEXT,
          counts: object({ works: COUNT, worksAround: COUNT, missing: COUNT }),
        },
        ['counts'],
      ),
    },
  }),
} as const;
