/** One export of the Medicare Coverage Database as stored rows of JSON, and the answers of the newest that is loaded. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { type ServiceDate, within } from '../../kernel/index.ts';
import { dotless, type ProcedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { sortedBody, sortedRows } from '../release/sorted-rows.ts';
import type { CoverageArticle, CoverageArticles, CoverageHit, DiagnosisGroup } from './model.ts';

export const COVERAGE_SYSTEM = `${CLAIMWRIGHT_BASE}/CodeSystem/coverage-articles`;

export interface CoverageTable {
  readonly info: ReleaseInfo;
  articlesOf(code: ProcedureCode): readonly CoverageArticle[];
}

const ARTICLE = 'a ';
const PROCEDURE = 'p ';

const keyOf = ({ id, version }: Pick<CoverageArticle, 'id' | 'version'>): string =>
  `${ARTICLE}${id}.${version}`;

export const coverageBody = (
  articles: readonly CoverageArticle[],
  procedures: ReadonlyMap<string, readonly string[]>,
): string =>
  sortedBody([
    ...articles.map((article) => [keyOf(article), JSON.stringify(article)]),
    ...[...procedures].map(([code, keys]) => [`${PROCEDURE}${code}`, JSON.stringify(keys)]),
  ]);

export const articleKey = keyOf;

export function coverageTable(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): CoverageTable {
  const table = sortedRows(body, 2, fault);
  const { rows, billable: articles } = info.counts;
  if (table.size !== rows + articles)
    fault(`it has ${table.size} rows, not ${articles} articles of ${rows} procedures`);
  const read = <T>(key: string): T | undefined => {
    const text = table.find(key)?.[1];
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  return {
    info,
    articlesOf: (code) =>
      (read<readonly string[]>(`${PROCEDURE}${code}`) ?? []).map(
        (key) => read<CoverageArticle>(key) ?? fault(`${code} names ${key}, which it does not hold`),
      ),
  };
}

/** The newest export answers: it holds the articles in force and, in the whole export, those of the past. */
export function coverage(tables: readonly CoverageTable[]): CoverageArticles {
  const [newest] = [...tables].sort((a, b) => (a.info.version < b.info.version ? 1 : -1));
  const inForce = (code: ProcedureCode, on: ServiceDate): readonly CoverageArticle[] =>
    newest?.articlesOf(code).filter((article) => within(on, article.effective)) ?? [];
  const reason = 'no export of the Medicare Coverage Database is loaded';
  const early = (on: ServiceDate): string | undefined =>
    newest && on < newest.info.effective.from
      ? `the loaded articles begin on ${newest.info.effective.from}`
      : undefined;
  const cannot = (on: ServiceDate) =>
    newest && !early(on) ? undefined : ({ kind: 'cannot-tell', reason: early(on) ?? reason } as const);
  const edition = newest?.info.id ?? '';
  return {
    articles: (code, on) => cannot(on) ?? { kind: 'known', articles: inForce(code, on), edition },
    diagnosis: (code, diagnosis, on) =>
      cannot(on) ?? {
        kind: 'known',
        hits: inForce(code, on).map((article) => hitOf(article, dotless(diagnosis))),
        edition,
      },
  };
}

const groupsWith = (groups: readonly DiagnosisGroup[], code: string): readonly number[] =>
  groups.filter(({ codes }) => codes.includes(code)).map(({ group }) => group);

const hitOf = (article: CoverageArticle, code: string): CoverageHit => ({
  article,
  covered: groupsWith(article.covered, code),
  notCovered: groupsWith(article.notCovered, code),
});
