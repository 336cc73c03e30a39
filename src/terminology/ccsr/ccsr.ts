/** AHRQ's Clinical Classifications Software Refined: the clinical categories of a diagnosis, and the default of its setting. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { type ServiceDate, within } from '../../kernel/index.ts';
import { dotless, type Icd10CmCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';
import type { Ccsr, CcsrAnswer, CcsrCategory } from './model.ts';

export const CCSR_SYSTEM = `${CLAIMWRIGHT_BASE}/CodeSystem/ccsr`;

export interface CcsrRow {
  readonly code: string;
  readonly inpatient: string;
  readonly outpatient: string;
  readonly categories: readonly string[];
}

export interface CcsrTable {
  readonly info: ReleaseInfo;
  find(code: string): CcsrRow | undefined;
  label(category: string): string;
}

// Labels of categories stand behind the codes: no code begins with this mark.
const LABEL = '~';

export const ccsrBody = (rows: readonly CcsrRow[], labels: ReadonlyMap<string, string>): string =>
  sortedBody([
    ...rows.map((r) => [r.code, r.inpatient, r.outpatient, r.categories.join(' ')]),
    ...[...labels].map(([category, label]) => [`${LABEL}${category}`, label, '', '']),
  ]);

export function ccsrTable(info: ReleaseInfo, body: string, fault: (detail: string) => never): CcsrTable {
  const table = sortedRows(body, 4, fault);
  const { rows, billable: labels } = info.counts;
  if (table.size !== rows + labels)
    fault(`it has ${table.size} rows, not ${rows} codes and ${labels} categories`);
  return {
    info,
    find: (code) => {
      const cells = table.find(code);
      if (!cells) return undefined;
      const [, inpatient = '', outpatient = '', categories = ''] = cells;
      return { code, inpatient, outpatient, categories: categories.split(' ') };
    },
    label: (category) => table.find(`${LABEL}${category}`)?.[1] ?? '',
  };
}

/** AHRQ's marks for a code that may not stand first in that setting. */
const NO_DEFAULT = /^XXX/;

export function ccsr(tables: readonly CcsrTable[]): Ccsr {
  // Each version holds all codes since 2015 and replaces the one before it.
  const newest = [...tables].sort((a, b) => (a.info.version < b.info.version ? 1 : -1));
  return { categories: (code, on) => answer(code, on, newest) };
}

function answer(code: Icd10CmCode, on: ServiceDate, newest: readonly CcsrTable[]): CcsrAnswer {
  const table = newest.find(({ info }) => within(on, info.effective));
  if (!table) return { kind: 'cannot-tell', reason: `no CCSR is loaded for ${on}` };
  const edition = table.info.id;
  const row = table.find(dotless(code));
  if (!row) return { kind: 'unknown', edition };
  const category = (id: string): CcsrCategory => ({ id, label: table.label(id) });
  return {
    kind: 'known',
    categories: row.categories.map(category),
    ...(!NO_DEFAULT.test(row.inpatient) && { inpatient: category(row.inpatient) }),
    ...(!NO_DEFAULT.test(row.outpatient) && { outpatient: category(row.outpatient) }),
    edition,
  };
}
