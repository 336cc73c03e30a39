/**
 * The site's own coded cases from a file, one JSON object a line: `{"id":"…","diagnoses":["E11.9"],"services":["99213-25"]}`,
 * the rows of `GET /api/cases`; or `codes` with codes of any system. Everything else in a row is passed over.
 */
import { ClaimwrightError } from '../../kernel/index.ts';
import { icd10CmCode, icd10PcsCode, procedureCode } from '../../terminology/index.ts';
import type { SiteCases, TouchedCase } from './touched.ts';

/** Reads the lines; CW-1002 names the first that is no case, and says nothing of what it holds. */
export function casesFromLines(lines: Iterable<string>, file: string): SiteCases {
  const byCode = new Map<string, Set<string>>();
  let kept = 0;
  let number = 0;
  for (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const { id, codes } = caseOf(line, number, file);
    for (const code of codes) byCode.set(code, (byCode.get(code) ?? new Set()).add(id));
    kept += 1;
  }
  return { kept, carrying: (codes) => carrying(codes, byCode) };
}

/** The same for cases that are read one by one. */
export async function siteCases(
  cases: AsyncIterable<{ readonly id: string; readonly codes: readonly string[] }>,
): Promise<SiteCases> {
  const byCode = new Map<string, Set<string>>();
  let kept = 0;
  for await (const { id, codes } of cases) {
    for (const code of codes) byCode.set(code, (byCode.get(code) ?? new Set()).add(id));
    kept += 1;
  }
  return { kept, carrying: (wanted) => carrying(wanted, byCode) };
}

function carrying(
  codes: ReadonlySet<string>,
  byCode: ReadonlyMap<string, ReadonlySet<string>>,
): readonly TouchedCase[] {
  const found = new Map<string, string[]>();
  for (const code of [...codes].sort())
    for (const id of byCode.get(code) ?? []) found.set(id, [...(found.get(id) ?? []), code]);
  return [...found].map(([id, own]) => ({ id, codes: own })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const FIELDS = ['codes', 'diagnoses', 'services'] as const;
const ID = /^[\w./:-]{1,100}$/;

function caseOf(line: string, number: number, file: string): { id: string; codes: readonly string[] } {
  const bad = (detail: string): never => {
    throw new ClaimwrightError('CW-1002', {
      what: file,
      kind: 'file of cases',
      detail: `line ${number} ${detail}`,
    });
  };
  const row = parsed(line) ?? bad('is not a JSON object');
  const { id } = row;
  if (typeof id !== 'string' || !ID.test(id)) return bad('has no id');
  const lists = FIELDS.flatMap((field) => (row[field] === undefined ? [] : [{ field, list: row[field] }]));
  if (lists.length === 0) return bad('has none of codes, diagnoses and services');
  const codes = lists.flatMap(({ field, list }) =>
    isTexts(list)
      ? list.flatMap((text) => codesOf(text, field))
      : bad(`has ${field} that are no list of codes`),
  );
  return { id, codes };
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' && one.length <= 100);

/** A diagnosis without its dot may look like HCPCS (E0781): its field decides, and in `codes` it is both. */
function codesOf(text: string, field: (typeof FIELDS)[number]): readonly string[] {
  const [code = ''] = text.trim().split('-');
  const diagnosis = icd10CmCode(code);
  const procedure = procedureCode(code) ?? icd10PcsCode(code);
  if (field === 'diagnoses') return diagnosis ? [diagnosis] : [];
  if (field === 'services') return procedure ? [procedure] : [];
  return [...(diagnosis ? [diagnosis] : []), ...(procedure && !code.includes('.') ? [procedure] : [])];
}
