/** history.json and words.json made ready. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

const LISTS = [
  ...(['chemotherapy', 'immunotherapy', 'radiation', 'notSolely', 'treatmentCodes', 'drugs'] as const),
  ...(['eradicated', 'noEvidence', 'past', 'remission', 'relapse'] as const),
] as const;

export type Words = Readonly<Record<(typeof LISTS)[number], readonly string[]>>;

export interface HistoryRow {
  /** A node, or a range of categories with everything below its ends. */
  readonly of: string;
  readonly code: string;
}

export interface Tables {
  readonly words: Words;
  readonly history: readonly HistoryRow[];
}

export function readTables(tables: Readonly<Record<string, unknown>>): Tables {
  const words = (tables['words.json'] ?? {}) as Partial<Words>;
  const { rows } = (tables['history.json'] ?? {}) as { readonly rows?: readonly HistoryRow[] };
  const missing = LISTS.filter((list) => !Array.isArray(words[list]));
  if (missing.length === 0 && Array.isArray(rows)) return { words: words as Words, history: rows };
  const detail = `words.json needs ${missing.join(', ') || 'nothing more'}; history.json needs rows`;
  throw new ClaimwrightError('CW-3001', { module: 'neoplasms', detail });
}

/** The code of a neoplasm's history, where the classification has one of its own. */
export function historyOf(code: string, { history }: Tables): string | undefined {
  return history.find(({ of }) => {
    const [from = '', to = from] = of.split('..');
    return code.startsWith(from) || code.startsWith(to) || (code > from && code < to);
  })?.code;
}
