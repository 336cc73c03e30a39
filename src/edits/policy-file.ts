/** The edit policy of a site as a JSON file: a list of entries, checked whole, every fault named by its place. */
import { Ajv, type ErrorObject } from 'ajv';
import { ClaimwrightError, deepFreeze } from '../kernel/index.ts';
import { EDITS } from './list.ts';
import { type EditPolicy, policyProblems } from './policy.ts';

const DAY = { type: 'string', pattern: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$' } as const;
const SCALAR = ['string', 'number', 'boolean'] as const;

const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['edit'],
    properties: {
      edit: { type: 'string' },
      payerId: { type: 'string', minLength: 1 },
      from: DAY,
      to: DAY,
      off: { type: 'boolean' },
      severity: { enum: ['error', 'warning', 'information'] },
      applyFixes: { type: 'boolean' },
      parameters: {
        type: 'object',
        additionalProperties: {
          anyOf: [
            ...SCALAR.map((type) => ({ type })),
            { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
          ],
        },
      },
    },
  },
} as const;

/** The parameters that edits read; a mistyped one would be passed over in silence. */
const PARAMETERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['dates-timely', ['days']],
  ['identifiers-taxonomy', ['required']],
  ['telehealth-eligible', ['codes']],
]);

/** Throws CW-5001 with everything that is wrong. `where` is the setting that names the file. */
export function parseEditPolicy(text: string, where: string): EditPolicy {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw bad(where, ['it is not JSON'], cause);
  }
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);
  if (!validate(given)) throw bad(where, (validate.errors ?? []).map(sentence));
  const policy = given as EditPolicy;
  const problems = [
    ...policyProblems(policy, new Set(EDITS.map((e) => e.meta.id))),
    ...unknownParameters(policy),
  ];
  if (problems.length > 0) throw bad(where, problems);
  return deepFreeze(policy);
}

const bad = (where: string, problems: readonly string[], cause?: unknown): ClaimwrightError =>
  new ClaimwrightError('CW-5001', { detail: `${where}: ${problems.join('; ')}` }, cause ? { cause } : {});

const sentence = ({ instancePath, message, params }: ErrorObject): string => {
  const extra = (params as { additionalProperty?: string }).additionalProperty;
  return `entry ${instancePath.slice(1) || '(the whole)'} ${message ?? 'is not valid'}${extra ? ` (${extra})` : ''}`;
};

const unknownParameters = (policy: EditPolicy): readonly string[] =>
  policy.flatMap(({ edit, parameters = {} }, i) =>
    Object.keys(parameters)
      .filter((key) => !(PARAMETERS.get(edit) ?? []).includes(key))
      .map((key) => `entry ${i}: ${edit} has no parameter ${key}`),
  );
