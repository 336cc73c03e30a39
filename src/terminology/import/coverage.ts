/**
 * The article export of CMS's Medicare Coverage Database (CSV tables, one export together): `article`, `article_x_hcpc_code`,
 * `article_x_icd10_covered`, `article_x_icd10_noncovered`, and where given `article_x_icd10_covered_group`.
 */
import type { ServiceDate } from '../../kernel/index.ts';
import { sha256 } from '../../kernel/index.ts';
import { COVERAGE_SYSTEM, coverageBody } from '../coverage/coverage.ts';
import type { CoverageArticle } from '../coverage/model.ts';
import { type Articles, articlesIn } from './coverage-articles.ts';
import { refuse } from './fault.ts';
import { nameOf } from './file-name.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { type StoredTable, seal } from './stored-table.ts';

const TABLES = [
  'article',
  'article_x_hcpc_code',
  'article_x_icd10_covered',
  'article_x_icd10_noncovered',
  'article_x_icd10_covered_group',
  'article_x_icd10_noncovered_group',
] as const;
const NEEDED = TABLES.slice(0, 4);

export const coverageArticles: Importer = {
  kinds: TABLES.map((table) => `mcd-${table}`),
  reads: 'articles of the Medicare Coverage Database (article.csv and article_x_….csv, or the zip)',
  recognises: (path) => {
    const table = TABLES.find((one) => nameOf(path).toLowerCase() === `${one}.csv`);
    return table ? { kind: `mcd-${table}`, year: undefined, april: false } : undefined;
  },
  read: (members, options) => [edition(members, options)],
};

const LICENCE =
  'US government work (CMS); CPT codes in it are the American Medical Association’s, under the terms accepted by the site';

function edition(members: readonly Member[], { progress }: ReadOptions): StoredTable {
  const first = members[0]?.label ?? '';
  const byTable = new Map<string, Member>();
  for (const member of members) {
    const other = byTable.get(member.kind);
    if (other && sha256(other.bytes) !== sha256(member.bytes))
      refuse(member.label, 'two exports of the Medicare Coverage Database are given together');
    byTable.set(member.kind, member);
  }
  for (const table of NEEDED)
    if (!byTable.has(`mcd-${table}`)) refuse(first, `${table}.csv of the same export is missing`);
  const read = articlesIn((table) => byTable.get(`mcd-${table}`));
  for (const { label, bytes } of byTable.values()) progress?.(label, bytes.length, bytes.length);
  return stored(read, [...byTable.values()], first);
}

function stored(
  { articles, procedures, exported }: Articles,
  members: readonly Member[],
  source: string,
): StoredTable {
  const sums = members.map((member) => sha256(member.bytes)).sort();
  const info = {
    id: `coverage-articles-${exported}`,
    system: COVERAGE_SYSTEM,
    version: exported,
    title: `Medicare coverage articles, export of ${exported}`,
    effective: { from: earliestDay(articles) },
    checksum: sha256(sums.join('')),
    source,
    licence: LICENCE,
    complete: true,
    counts: { rows: procedures.size, billable: articles.length },
  };
  return seal('coverage-articles', info, coverageBody(articles, procedures));
}

const earliestDay = (articles: readonly CoverageArticle[]): ServiceDate =>
  articles.map(({ effective }) => effective.from).sort()[0] as ServiceDate;
