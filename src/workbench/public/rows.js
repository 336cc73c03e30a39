/** The list as data: which rows are shown, in which order, and how many there are by state. Pure. */
import { hasClaim, needsPerson, rankOf, wordOf } from './states.js';
import { count, spoken } from './words.js';

/** @typedef {import('./shapes.js').CaseRow} CaseRow */
/** @typedef {[state: string, n: number][]} Counts */
/** @typedef {{ state: string | undefined, text: string, sort: string }} Filter */

/** @param {readonly CaseRow[]} rows @param {Filter} filter @returns {CaseRow[]} */
export function visibleRows(rows, { state, text, sort }) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return matching(rows, words)
    .filter((row) => state === undefined || row.state === state)
    .sort(ORDERS[sort] ?? ORDERS.work);
}

/** How many rows there are, by state, in the order of work. @param {readonly CaseRow[]} rows @returns {Counts} */
export function countsByState(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) counts.set(row.state, (counts.get(row.state) ?? 0) + 1);
  return inOrder([...counts]);
}

/** The counts of the service, which also knows the rows that are not on the page. @param {unknown} states @returns {Counts | undefined} */
export function countsTold(states) {
  if (states === null || typeof states !== 'object') return undefined;
  const counts = Object.entries(states).filter(([, n]) => typeof n === 'number' && n > 0);
  return inOrder(/** @type {Counts} */ (counts));
}

/** @param {Counts} counts @returns {Counts} */
const inOrder = (counts) => counts.sort(([a], [b]) => rankOf(a) - rankOf(b));

/** @param {Counts} counts @param {(state: string) => boolean} [which] */
export const sumOf = (counts, which = () => true) =>
  counts.reduce((sum, [state, n]) => sum + (which(state) ? n : 0), 0);

/** One sentence for the manager. @param {readonly CaseRow[]} rows */
export const summaryOf = (rows) => summaryOfCounts(countsByState(rows));

/** @param {Counts} counts */
export function summaryOfCounts(counts) {
  const total = sumOf(counts);
  if (total === 0) return '';
  const claims = sumOf(counts, hasClaim);
  const open = sumOf(counts, needsPerson);
  const needs = open === 0 ? 'None needs a person.' : `${open} ${open === 1 ? 'needs' : 'need'} a person.`;
  return `${claims} of ${count(total, 'encounter')} ${claims === 1 ? 'has' : 'have'} a claim. ${needs}`;
}

/** Result of a run by state, in words. @param {Record<string, number>} counts */
export function resultOf(counts) {
  const states = Object.keys(counts).sort((a, b) => rankOf(a) - rankOf(b));
  const total = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  if (total === 0) return 'The EHR has no finished encounter to process.';
  const parts = states.map((state) => `${counts[state]} ${wordOf(state).toLowerCase()}`);
  return `${count(total, 'encounter')} processed: ${parts.join(', ')}.`;
}

/** @param {readonly CaseRow[]} rows @param {string[]} words */
function matching(rows, words) {
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const hay = haystack(row);
    return words.every((word) => hay.includes(word));
  });
}

/** Codes are found with and without their dot: coders type E119. @param {CaseRow} row */
function haystack(row) {
  const codes = [...row.diagnoses, ...row.services];
  return plain(
    [
      row.patient?.name,
      row.encounter,
      row.date,
      row.setting && spoken(row.setting),
      wordOf(row.state),
      row.claim,
      ...codes,
      ...codes.map((code) => code.replaceAll('.', '')),
    ]
      .filter(Boolean)
      .join(' '),
  );
}

/** Lower case, accents apart from their letters dropped: `Peña` is found by `pena`. @param {string} text */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** @param {CaseRow} a @param {CaseRow} b */
const newest = (a, b) => byDate(b, a) || byEncounter(a, b);
/** @param {CaseRow} a @param {CaseRow} b */
const oldest = (a, b) => byDate(a, b) || byEncounter(a, b);
/** @param {CaseRow} a @param {CaseRow} b */
const work = (a, b) => rankOf(a.state) - rankOf(b.state) || newest(a, b);

/** @type {Record<string, (a: CaseRow, b: CaseRow) => number>} */
const ORDERS = { newest, oldest, work };

/** @param {CaseRow} a @param {CaseRow} b */
const byDate = (a, b) => compare(a.date ?? '', b.date ?? '');
/** @param {CaseRow} a @param {CaseRow} b */
const byEncounter = (a, b) => compare(a.encounter, b.encounter);
/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
