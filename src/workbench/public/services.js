/** Service lines: code, own label, each modifier with its reason, units, place of service, and the worksheet. */
import { el } from './dom.js';
import {
  alternativesList,
  code,
  confidence,
  evidenceList,
  labelled,
  nothing,
  part,
  ruleLine,
} from './parts.js';
import { dotted, placeName, pointer } from './words.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {import('./shapes.js').ClaimItem} ClaimItem */
/** @typedef {import('./shapes.js').Service} Service */
/** @typedef {import('./shapes.js').Worksheet} Worksheet */

/** @param {CaseView} view */
export function servicesPart(view) {
  const lines = view.serviceLines;
  const items = view.claimResource?.item ?? [];
  return part(
    'part-services',
    'Service lines',
    lines.length,
    lines.length === 0
      ? nothing('No service could be coded.')
      : el(
          'ol',
          { class: 'cards' },
          lines.map((line, i) => card(line, i, items[i])),
        ),
  );
}

/** @param {Service} s @param {number} i @param {ClaimItem | undefined} item */
const card = (s, i, item) =>
  el(
    'li',
    { class: 'card' },
    el(
      'div',
      { class: 'card-head' },
      el('span', { class: 'sequence' }, i + 1),
      el(
        'h4',
        {},
        el('code', { class: 'main-code' }, [s.code, ...s.modifiers.map((m) => m.code)].join('-')),
        ' ',
        el('span', { class: 'title' }, s.label),
      ),
      confidence(s.confidence),
    ),
    labelled(
      ['Line', lineFacts(s, item)],
      ['Modifiers', s.modifiers.length > 0 && el('ul', { class: 'plain' }, s.modifiers.map(modifier))],
      ['Worksheet', s.worksheet && worksheet(s.worksheet)],
      ['Evidence', evidenceList(s.evidence)],
      ['Rule', ruleLine(s.rule)],
      ['Considered', s.alternatives.length > 0 && alternativesList(s.alternatives)],
      ['Replaces', s.replaces.length > 0 && s.replaces.flatMap((c) => [code(c), ' '])],
    ),
  );

/** The claim line tells what the rule left to it: place, pointers. @param {Service} s @param {ClaimItem | undefined} item */
function lineFacts(s, item) {
  const place = s.placeOfService ?? item?.locationCodeableConcept?.coding?.[0]?.code;
  const name = place === undefined ? undefined : placeName(place);
  const pointers = (item?.diagnosisSequence ?? []).map(pointer).join(' ');
  const facts = [
    `${s.units} ${s.units === 1 ? 'unit' : 'units'}`,
    place === undefined
      ? 'place of service not decided'
      : `place of service ${place}${name ? ` (${name})` : ''}`,
    s.date && `on ${s.date}`,
    pointers && `for diagnosis ${pointers}`,
  ];
  return el('p', {}, dotted(facts));
}

/** @param {Service['modifiers'][number]} m */
const modifier = (m) =>
  el(
    'li',
    {},
    el('code', { class: 'modifier' }, m.code),
    ' ',
    m.reason,
    m.evidence.length > 0 && evidenceList(m.evidence),
  );

/** @param {Worksheet} w */
const worksheet = (w) =>
  el(
    'table',
    { class: 'worksheet' },
    el('caption', {}, w.title),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['Element', 'Rating', 'Why, and where it stands'].map((h) => el('th', { scope: 'col' }, h)),
      ),
    ),
    el('tbody', {}, w.rows.map(worksheetRow)),
    el('tfoot', {}, el('tr', {}, el('td', { colspan: 3 }, w.conclusion))),
  );

/** @param {Worksheet['rows'][number]} row */
const worksheetRow = (row) =>
  el(
    'tr',
    {},
    el('th', { scope: 'row' }, row.element),
    el('td', { class: 'rating' }, row.rating),
    el('td', {}, el('p', {}, row.why), row.evidence.length > 0 && evidenceList(row.evidence)),
  );
