/** A table of combination rows made ready: patterns as tests, codes in normal form, every row checked. */
import { icd10CmCode } from '../../terminology/index.ts';
import type { Citation, DiagnosisSuggestion } from '../model.ts';
import type { ModuleManifest } from '../module.ts';
import { COMBINATIONS_SCHEMA } from './combinations.schema.ts';
import { badTable, readTable } from './interpreter.ts';
import { type CodeTest, codeTest } from './patterns.ts';

/** A code, or the code that the first met pattern gives; `=` is the met code itself. */
export interface CodeChoice {
  readonly code: string | undefined;
  readonly byMatch: readonly { readonly test: CodeTest; readonly code: string }[];
}

export interface RowQuery {
  readonly id: string;
  readonly question: string;
  readonly options: readonly { readonly answer: string; readonly choice: CodeChoice | undefined }[];
}

export interface CombinationRow {
  readonly id: string;
  readonly title: string;
  readonly citation: string | Citation;
  readonly all: readonly CodeTest[];
  readonly any: readonly CodeTest[];
  readonly none: readonly CodeTest[];
  readonly age: { readonly min?: number; readonly max?: number } | undefined;
  readonly pregnant: boolean | undefined;
  readonly setting: readonly string[] | undefined;
  readonly words: readonly string[] | undefined;
  readonly unlessWords: readonly string[];
  readonly replace: readonly CodeTest[];
  readonly suggest: readonly CodeChoice[];
  readonly placement: DiagnosisSuggestion['placement'];
  readonly confidence: number;
  readonly query: RowQuery | undefined;
}

interface RawChoice {
  readonly code?: string;
  readonly byMatch?: Readonly<Record<string, string>>;
}

interface RawRow {
  readonly id: string;
  readonly title: string;
  readonly citation: string | Citation;
  readonly when: {
    readonly all?: readonly string[];
    readonly any?: readonly string[];
    readonly none?: readonly string[];
    readonly age?: { readonly min?: number; readonly max?: number };
    readonly pregnant?: boolean;
    readonly setting?: readonly string[];
    readonly words?: readonly string[];
    readonly unlessWords?: readonly string[];
  };
  readonly replace?: readonly string[];
  readonly suggest?: readonly RawChoice[];
  readonly placement?: DiagnosisSuggestion['placement'];
  readonly confidence?: number;
  readonly query?: {
    readonly id: string;
    readonly question: string;
    readonly options: readonly (RawChoice & { readonly answer: string })[];
  };
}

/** What a coder keeps of a rule of the guidelines, where a row gives no other number. */
const DEFAULT_CONFIDENCE = 0.95;

export function compileRows(table: unknown, manifest: ModuleManifest): readonly CombinationRow[] {
  const { rows } = readTable<{ rows: readonly RawRow[] }>(table, COMBINATIONS_SCHEMA, manifest);
  const seen = new Set<string>();
  return rows.map((row) => {
    if (seen.has(row.id)) throw badTable(manifest, `row ${row.id} stands twice`);
    seen.add(row.id);
    return compileRow(row, (detail) => badTable(manifest, `row ${row.id}: ${detail}`));
  });
}

type Complain = (detail: string) => Error;

function compileRow(row: RawRow, complain: Complain): CombinationRow {
  const { when } = row;
  const tests = (patterns: readonly string[] | undefined) => (patterns ?? []).map((p) => testOf(p, complain));
  const [all, any] = [tests(when.all), tests(when.any)];
  if (all.length + any.length === 0) throw complain('when needs all or any');
  if (!row.suggest?.length && !row.query) throw complain('it neither suggests nor asks');
  return {
    ...{ id: row.id, title: row.title, citation: row.citation, all, any, none: tests(when.none) },
    age: when.age,
    pregnant: when.pregnant,
    setting: when.setting,
    words: when.words,
    unlessWords: when.unlessWords ?? [],
    replace: tests(row.replace),
    suggest: (row.suggest ?? []).map((s) => choiceOf(s, complain)),
    placement: row.placement ?? 'any',
    confidence: row.confidence ?? DEFAULT_CONFIDENCE,
    query: row.query && {
      ...row.query,
      options: row.query.options.map((o) => ({
        answer: o.answer,
        choice: o.code || o.byMatch ? choiceOf(o, complain) : undefined,
      })),
    },
  };
}

function testOf(pattern: string, complain: Complain): CodeTest {
  const test = codeTest(pattern);
  if (!test) throw complain(`${pattern} is not a pattern of ICD-10-CM codes`);
  return test;
}

function choiceOf(raw: RawChoice, complain: Complain): CodeChoice {
  const normal = (code: string): string => {
    const known = code === '=' ? code : icd10CmCode(code);
    if (!known) throw complain(`${code} is not an ICD-10-CM code`);
    return known;
  };
  return {
    code: raw.code === undefined ? undefined : normal(raw.code),
    byMatch: Object.entries(raw.byMatch ?? {}).map(([pattern, code]) => ({
      test: testOf(pattern, complain),
      code: normal(code),
    })),
  };
}
