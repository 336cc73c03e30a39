/** Which rows of the coding rules (mappings/coverage.json) are shown at work by which cases: the honest table behind `mappings coverage`. */
import { type CaseRun, type MappingCase, namesOf } from './cases.ts';
import { codeTest } from './interpreters/patterns.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from './model.ts';

/** One rule of the reference: a guideline's paragraph or a line of procedure coding. */
export interface CoverageRow {
  readonly id: string;
  /** A what is reported, B sequencing, C chapters, P procedures. */
  readonly table: 'A' | 'B' | 'C' | 'P';
  readonly section: string;
  readonly says: string;
  /** Patterns of the codes it decides: ICD-10-CM as in decision tables, or numbers and ranges of CPT and HCPCS. */
  readonly codes?: readonly string[];
  /** Modifiers it decides. */
  readonly modifiers?: readonly string[];
  /** Beginnings of the sections a suggestion must cite to count for the row; none: any. */
  readonly cites?: readonly string[];
}

/** A case that was run, with what it was a case of. */
export interface RanCase {
  /** A module's id, a file of src, or `edit …`. */
  readonly by: string;
  readonly file: string;
  readonly case: MappingCase;
  readonly result: CaseRun;
}

export interface Implementation {
  readonly by: string;
  readonly passing: number;
  readonly nearMisses: number;
}

export interface CoveredRow extends CoverageRow {
  readonly by: readonly Implementation[];
  /** It is implemented, a case shows it at work, and another one where it must not be. */
  readonly covered: boolean;
}

/** A case that fails shows nothing. */
export function coverage(rows: readonly CoverageRow[], ran: readonly RanCase[]): readonly CoveredRow[] {
  const passed = ran.filter((r) => r.result.failures.length === 0);
  return rows.map((row) => {
    const shows = showing(row);
    const by = [...new Set(passed.map((r) => r.by))].flatMap((name) => {
      const own = passed.filter((r) => r.by === name);
      const passing = own.filter((r) => shows.atWork(r)).length;
      const nearMisses = own.filter((r) => shows.avoided(r)).length;
      const declared = own.some((r) => r.case.nearMiss?.includes(row.id));
      return passing > 0 || declared ? [{ by: name, passing, nearMisses }] : [];
    });
    const covered = by.some((i) => i.passing > 0) && by.some((i) => i.nearMisses > 0);
    return { ...row, by, covered };
  });
}

interface Showing {
  readonly atWork: (r: RanCase) => boolean;
  readonly avoided: (r: RanCase) => boolean;
}

/** Declared by the case itself, or seen in what it expects and what came of it. */
function showing(row: CoverageRow): Showing {
  const seen = row.modifiers ? modifiersOf(row.modifiers) : codesOf(row);
  return {
    atWork: (r) => (r.case.covers?.includes(row.id) ?? false) || seen.atWork(r),
    avoided: (r) => (r.case.nearMiss?.includes(row.id) ?? false) || seen.avoided(r),
  };
}

/** A line that is expected with the modifier, and one that is expected without. */
function modifiersOf(modifiers: readonly string[]): Showing {
  const bears = (name: string): boolean =>
    name
      .split('-')
      .slice(1)
      .some((m) => modifiers.includes(m));
  return {
    atWork: (r) => (r.case.expect.present ?? []).some(bears),
    avoided: (r) => (r.case.expect.absent ?? []).some(bears),
  };
}

/** A code of the row, by this module, citing the row's section, and expected; a code of the row that must not come. */
function codesOf(row: CoverageRow): Showing {
  const { codes, cites } = row;
  if (codes === undefined && cites === undefined) return { atWork: () => false, avoided: () => false };
  const test = codesTest(row);
  const cited = (section: string): boolean => cites === undefined || cites.some((c) => isSection(section, c));
  return {
    atWork: ({ by, case: c, result: { set } }) =>
      (row.table === 'P' ? set.services : set.diagnoses).some(
        (s) => s.rule.module === by && test(s.code) && cited(s.rule.citation.section) && isExpected(s, c),
      ),
    avoided: (r) =>
      codes !== undefined &&
      (r.case.expect.absent ?? [])
        .map((c) => c.split('-')[0] ?? c)
        .some((c) => isService(c) === (row.table === 'P') && test(c)),
  };
}

/** `I.C.9` holds I.C.9.a.2 and a list that begins with it, not I.C.91. */
const isSection = (cited: string, section: string): boolean =>
  cited.split(/,\s*/).some((c) => c === section || c.startsWith(`${section}.`));

function isExpected(s: DiagnosisSuggestion | ServiceSuggestion, c: MappingCase): boolean {
  const named = s.kind === 'service' ? namesOf(s) : [s.code];
  return named.some((n) => c.expect.present?.includes(n) || c.expect.order?.includes(n));
}

function codesTest({ codes }: CoverageRow): (code: string) => boolean {
  if (!codes) return () => true;
  const tests = codes.flatMap((group) => group.split('|')).map(oneTest);
  return (code) => tests.some((t) => t(code));
}

function oneTest(pattern: string): (code: string) => boolean {
  const [from = '', to] = pattern.split('..');
  if (isService(from))
    return to === undefined ? (c) => c === from : (c) => c.length === 5 && c >= from && c <= to;
  if (/^[A-Z]-$/.test(pattern)) return (c) => c.startsWith(pattern.slice(0, 1));
  return codeTest(pattern) ?? ((c) => c === pattern);
}

const isService = (code: string): boolean => /^(?:\d{4}[0-9A-Z]|[A-Z]\d{4})$/.test(code);
