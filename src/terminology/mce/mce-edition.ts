/** One version of the manual's lists: the lists themselves, then each code with the lists that hold it. */
import type { ReleaseInfo } from '../model.ts';
import { countLines, lazily } from '../release/lazy.ts';
import { type SortedRows, sortedBody, sortedRows } from '../release/sorted-rows.ts';
import type { MceList } from './model.ts';

export interface MceEdition {
  readonly info: ReleaseInfo;
  lists(code: string): readonly MceList[];
  readonly all: () => readonly MceList[];
}

// `~` comes after every code.
const LIST = '~';

export const mceBody = (lists: readonly MceList[], codes: ReadonlyMap<string, readonly string[]>): string =>
  sortedBody([
    ...lists.map(({ id, title, system, ages }) => [
      `${LIST}${id}`,
      [system, ages?.from ?? '', ages?.to ?? '', title].join('|'),
    ]),
    ...[...codes].map(([code, ids]) => [code, ids.join(';')]),
  ]);

export function mceEdition(info: ReleaseInfo, body: string, fault: (detail: string) => never): MceEdition {
  const size = countLines(body, fault);
  if (size !== info.counts.rows) fault(`it has ${size} rows, not ${info.counts.rows}`);
  const rows = lazily(() => sortedRows(body, 2, fault));
  const all = lazily(() => listsIn(rows()));
  return {
    info,
    all,
    lists: (code) => {
      const ids = rows().find(code.replace('.', '').toUpperCase())?.[1]?.split(';') ?? [];
      return all().filter(({ id }) => ids.includes(id));
    },
  };
}

function listsIn(rows: SortedRows): readonly MceList[] {
  const lists: MceList[] = [];
  for (const [key = '', value = ''] of rows.rows()) {
    if (!key.startsWith(LIST)) continue;
    const [system, from = '', to = '', title = ''] = value.split('|');
    lists.push({
      id: key.slice(LIST.length),
      title,
      system: system === 'icd10pcs' ? 'icd10pcs' : 'icd10cm',
      ...(from === '' ? {} : { ages: { from: Number(from), to: Number(to) } }),
    });
  }
  return lists;
}
