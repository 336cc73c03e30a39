/** The tables of an article export, read and joined by `article_id` and `article_version`. */
import type { ServiceDate } from '../../kernel/index.ts';
import { dotless, icd10CmCode, procedureCode } from '../code.ts';
import { articleKey } from '../coverage/coverage.ts';
import type { CoverageArticle, DiagnosisGroup } from '../coverage/model.ts';
import { csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import type { Member } from './importer.ts';
import { officialDay, officialText, tidy } from './official-text.ts';

export interface Articles {
  readonly articles: readonly CoverageArticle[];
  /** Procedure → keys of the articles that name it. */
  readonly procedures: ReadonlyMap<string, readonly string[]>;
  /** The last day on which a row was changed. */
  readonly exported: ServiceDate;
}

type TableOf = (name: string) => Member | undefined;

/** A row's cells by the names of the heading. */
interface Record {
  readonly number: number;
  readonly cell: (column: string) => string;
}

// The text of an article stands in one cell; nothing of it is kept but its title.
const LONGEST_TEXT = 4_000_000;

function* records(member: Member, columns: readonly string[]): Generator<Record> {
  let at: ReadonlyMap<string, number> | undefined;
  let width = 0;
  for (const { number, cells } of csvRows(officialText(member.bytes), member.label, LONGEST_TEXT)) {
    if (!at) {
      const names = cells.map((cell) => tidy(cell).toLowerCase());
      at = new Map(names.map((name, i) => [name, i]));
      width = names.length;
      const missing = columns.find((column) => !at?.has(column));
      if (missing) refuse(member.label, `its heading has no column ${missing}`);
      continue;
    }
    const places = at;
    if (cells.length !== width)
      refuse(member.label, `row ${number} has ${cells.length} columns, not ${width}`);
    yield { number, cell: (column) => tidy(cells[places.get(column) ?? -1] ?? '') };
  }
  if (!at) refuse(member.label, 'it is empty');
}

const KEY = ['article_id', 'article_version'];

export function articlesIn(table: TableOf): Articles {
  const needed = (name: string): Member => table(name) ?? refuse(`${name}.csv`, 'it is missing');
  const main = needed('article');
  const known = new Set<string>();
  const heads = [...readArticles(main, known)];
  const exported = heads
    .map((head) => head.updated)
    .sort()
    .at(-1);
  if (!exported) return refuse(main.label, 'it has no rows');
  const lists = {
    covered: groups(needed('article_x_icd10_covered'), 'icd10_covered_group', known),
    notCovered: groups(needed('article_x_icd10_noncovered'), 'icd10_noncovered_group', known),
  };
  const words = {
    covered: paragraphs(table('article_x_icd10_covered_group'), 'icd10_covered_group'),
    notCovered: paragraphs(table('article_x_icd10_noncovered_group'), 'icd10_noncovered_group'),
  };
  const listed = (kind: 'covered' | 'notCovered', key: string): readonly DiagnosisGroup[] =>
    [...(lists[kind].get(key) ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([group, codes]) => ({
        group,
        paragraph: words[kind].get(`${key} ${group}`) ?? '',
        codes: [...codes],
      }));
  return {
    articles: heads.map(({ key, head }) => ({
      ...head,
      covered: listed('covered', key),
      notCovered: listed('notCovered', key),
    })),
    procedures: procedures(needed('article_x_hcpc_code'), known),
    exported,
  };
}

interface Head {
  readonly key: string;
  readonly head: Pick<CoverageArticle, 'id' | 'version' | 'title' | 'effective'>;
  readonly updated: ServiceDate;
}

const COLUMNS = [...KEY, 'title', 'article_eff_date', 'article_end_date', 'last_updated', 'status'];

/** Articles that are or were in force: a draft (P) binds nobody. */
function* readArticles(member: Member, known: Set<string>): Generator<Head> {
  for (const record of records(member, COLUMNS)) {
    const { number, cell } = record;
    const bad = (detail: string): never => refuse(member.label, `row ${number} ${detail}`);
    const raw = keyOf(record, member.label);
    const day = (column: string): ServiceDate | undefined => {
      const text = cell(column);
      const read = officialDay(text.split(' ')[0] ?? '');
      return text === '' || read ? read : bad(`has ${text} as ${column}`);
    };
    if (!/^[A-Z]$/.test(cell('status'))) bad('has no status where its column is');
    const from = day('article_eff_date');
    const to = day('article_end_date');
    const updated = day('last_updated') ?? bad('does not tell when it was changed');
    if (known.has(raw)) bad(`repeats article ${raw}`);
    known.add(raw);
    if (cell('status') === 'P') continue;
    if (!from) return bad('has no day on which it takes effect');
    const [id = '', version = ''] = raw.split('.');
    const head = {
      id: `A${id}`,
      version: Number(version),
      title: cell('title'),
      effective: { from, ...(to && { to }) },
    };
    yield { key: raw, head, updated };
  }
}

function keyOf({ number, cell }: Record, file: string): string {
  const [id, version] = [cell('article_id'), cell('article_version')];
  if (!/^\d{1,8}$/.test(id) || !/^\d{1,5}$/.test(version))
    refuse(file, `row ${number} has no article and version where their columns are`);
  return `${id}.${version}`;
}

type Groups = Map<string, Map<number, Set<string>>>;

function groups(member: Member, column: string, known: ReadonlySet<string>): Groups {
  const all: Groups = new Map();
  for (const record of records(member, [...KEY, 'icd10_code_id', column])) {
    const { number, cell } = record;
    const key = joined(record, member.label, known);
    const code = icd10CmCode(cell('icd10_code_id'));
    const group = Number(cell(column));
    // A row may stand for a remark instead of a code ("XX000": the article's text says what is covered).
    if (!code && !/^[A-Z]{2}\d{3}$/.test(cell('icd10_code_id')))
      refuse(member.label, `row ${number} has no diagnosis where its column is`);
    if (!Number.isInteger(group) || group < 1)
      refuse(member.label, `row ${number} has no group where its column is`);
    if (!code) continue;
    const own = all.get(key) ?? new Map<number, Set<string>>();
    all.set(key, own.set(group, (own.get(group) ?? new Set()).add(dotless(code))));
  }
  return all;
}

function procedures(member: Member, known: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, Set<string>>();
  for (const record of records(member, [...KEY, 'hcpc_code_id'])) {
    const { number, cell } = record;
    const [id = '', version = ''] = joined(record, member.label, known).split('.');
    const code = cell('hcpc_code_id').toUpperCase();
    if (!procedureCode(code) && !/^X[A-Z0-9]{4}$/.test(code))
      refuse(member.label, `row ${number} has no procedure where its column is`);
    if (!procedureCode(code)) continue;
    all.set(code, (all.get(code) ?? new Set()).add(articleKey({ id: `A${id}`, version: Number(version) })));
  }
  return new Map([...all].map(([code, keys]) => [code, [...keys].sort()]));
}

/** Every row belongs to an article of the export: one that does not is of another. */
function joined(record: Record, file: string, known: ReadonlySet<string>): string {
  const key = keyOf(record, file);
  if (!known.has(key))
    refuse(file, `row ${record.number} belongs to article ${key}, which the export does not hold`);
  return key;
}

const LONGEST_PARAGRAPH = 4_000;

/** Paragraphs are HTML: their words are kept, the marks are not. */
function paragraphs(member: Member | undefined, column: string): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  if (!member) return all;
  for (const record of records(member, [...KEY, column, 'paragraph'])) {
    const words = tidy(record.cell('paragraph').replace(/<[^<>]*>/g, ' ')).slice(0, LONGEST_PARAGRAPH);
    all.set(`${keyOf(record, member.label)} ${Number(record.cell(column))}`, words);
  }
  return all;
}
