/** conditions.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

export interface ConditionRow {
  readonly of: string;
  readonly stem: string;
  readonly form: 'long' | 'short' | 'plain';
  readonly section?: string;
  readonly replaces?: boolean;
}

export interface Tables {
  readonly conditions: readonly ConditionRow[];
  /** LOINC codes of gestational age. */
  readonly gestationalAge: readonly string[];
  readonly incidental: readonly string[];
}

export function readTables(table: unknown): Tables {
  const t = (table ?? {}) as Partial<Tables>;
  if ([t.conditions, t.gestationalAge, t.incidental].every(Array.isArray)) return t as Tables;
  const detail = 'conditions.json needs conditions, gestationalAge and incidental';
  throw new ClaimwrightError('CW-3001', { module: 'pregnancy', detail });
}

/** The first row that holds the code: a node, or a range of categories with everything below its ends. */
export const rowFor = (code: string, { conditions }: Tables): ConditionRow | undefined =>
  conditions.find(({ of }) =>
    of.split('|').some((part) => {
      const [from = '', to = from] = part.split('..');
      return code.startsWith(from) || code.startsWith(to) || (code > from && code < to);
    }),
  );
