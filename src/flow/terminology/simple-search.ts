/** A plain search for want of a better one: a code's beginning, else every word as the beginning of a title's word. */
import type { CodeEntry, Terminology } from '../../terminology/index.ts';
import { codesUnder, editionCodes } from './edition-codes.ts';
import type { CodeHit, CodeSearch } from './model.ts';

const CODE = /^[A-Z](?:\d[0-9A-Z]{0,5}|[A-Z]\d[0-9A-Z]{0,4})?$/;
const WORDS = /[a-z0-9]+/g;

/** Keeps the rows of the last edition that was asked: a typeahead asks the same one at every key. */
export function simpleSearch({ icd10cm }: Terminology): CodeSearch {
  let kept: { readonly id: string; readonly rows: readonly CodeEntry[] } | undefined;
  const rowsOn: (...args: Parameters<typeof editionCodes>) => readonly CodeEntry[] = (on) => {
    const id = icd10cm.release(on)?.id;
    if (id === undefined) return [];
    if (kept?.id !== id) kept = { id, rows: [...editionCodes(on, icd10cm)] };
    return kept.rows;
  };
  return (text, { limit, on, under }) => {
    const matches = matcher(text);
    const rows = under ? [...codesUnder(under, on, icd10cm)] : rowsOn(on, icd10cm);
    const hits = matches ? rows.filter(matches) : [];
    return hits.toSorted(byUse).slice(0, limit).map(hit);
  };
}

const hit = ({ code, title, billable }: CodeEntry): CodeHit => ({ code, title, billable });

function matcher(text: string): ((entry: CodeEntry) => boolean) | undefined {
  const start = text.trim().toUpperCase().replace('.', '');
  if (CODE.test(start)) {
    const byCode = (entry: CodeEntry): boolean => entry.code.replace('.', '').startsWith(start);
    if (start.length > 1) return byCode;
  }
  const words = [...new Set(text.toLowerCase().slice(0, 200).match(WORDS) ?? [])];
  if (words.length === 0) return undefined;
  return (entry) => {
    const title = ` ${entry.title.toLowerCase().replace(/[^a-z0-9]+/g, ' ')}`;
    return words.every((word) => title.includes(` ${word}`));
  };
}

/** A short title is nearer to a short question; then by code. */
const byUse = (a: CodeEntry, b: CodeEntry): number =>
  Number(b.billable) - Number(a.billable) ||
  a.title.length - b.title.length ||
  (a.code < b.code ? -1 : Number(a.code > b.code));
