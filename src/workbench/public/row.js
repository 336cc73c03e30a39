/** One row of the list: who, when, where, in which state, with which codes, and what is open. */
import { el } from './dom.js';
import { chip, tag } from './parts.js';
import { count, spoken } from './words.js';

/** @typedef {import('./shapes.js').CaseRow} CaseRow */

/** More codes than fit two lines are counted, not shown. */
const MOST_CODES = 8;

/** @param {CaseRow} row */
export const rowContent = (row) => [
  el(
    'span',
    { class: 'row-head' },
    el('bdi', { class: 'row-name' }, row.patient?.name ?? row.encounter),
    chip(row.state),
  ),
  el(
    'span',
    { class: 'row-facts' },
    el('span', { class: 'date' }, row.date ?? 'No date'),
    el('span', {}, settingOf(row)),
    row.errors > 0 && tag(count(row.errors, 'error'), 'is-error'),
    row.queries > 0 && tag(count(row.queries, 'query', 'queries'), 'is-query'),
  ),
  codesOf(row),
];

/** @param {CaseRow} row */
function settingOf({ setting }) {
  if (setting === undefined) return 'Chart not read';
  return setting === 'unknown' ? 'Setting unknown' : spoken(setting);
}

/** @param {CaseRow} row */
function codesOf({ diagnoses, services }) {
  const codes = [
    ...diagnoses.map((text) => ({ text, kind: 'dx' })),
    ...services.map((text) => ({ text, kind: 'px' })),
  ];
  if (codes.length === 0) return el('span', { class: 'row-codes quiet' }, 'No codes');
  const rest = codes.length - MOST_CODES;
  return el(
    'span',
    { class: 'row-codes' },
    codes.slice(0, MOST_CODES).flatMap(({ text, kind }) => [el('code', { class: kind }, text), ' ']),
    rest > 0 && el('span', { class: 'quiet' }, `and ${rest} more`),
  );
}
