/** What stands open: questions to the clinician with the code each answer gives, and findings by severity. */
import { el } from './dom.js';
import { citation, code, evidenceList, labelled, nothing, part, tag } from './parts.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {import('./shapes.js').Finding} Finding */
/** @typedef {import('./shapes.js').Query} Query */

/** @param {CaseView} view */
export const queriesPart = ({ queriesOpen }) =>
  part(
    'part-queries',
    'Queries',
    queriesOpen.length,
    queriesOpen.length === 0
      ? nothing('Nothing has to be asked.')
      : el('ul', { class: 'cards' }, queriesOpen.map(queryCard)),
  );

/** @param {Query} q */
const queryCard = (q) =>
  el(
    'li',
    { class: 'card' },
    el('h4', { class: 'question' }, q.question),
    q.options.length > 0 &&
      el(
        'table',
        { class: 'options' },
        el(
          'thead',
          {},
          el('tr', {}, el('th', { scope: 'col' }, 'Answer'), el('th', { scope: 'col' }, 'Would code')),
        ),
        el(
          'tbody',
          {},
          q.options.map((o) =>
            el(
              'tr',
              {},
              el('td', {}, o.answer),
              el('td', {}, o.code === undefined ? 'no code' : code(o.code)),
            ),
          ),
        ),
      ),
    labelled(
      ['About', code(q.about)],
      ['Evidence', q.evidence.length > 0 && evidenceList(q.evidence)],
      ['Authority', citation(q.citation)],
      ['Query', code(q.id)],
    ),
  );

const GROUPS = /** @type {const} */ ([
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['information', 'Information'],
]);

/** @param {CaseView} view */
export const findingsPart = ({ findings }) =>
  part(
    'part-findings',
    'Findings',
    findings.length,
    findings.length === 0 && nothing('No edit has anything to say.'),
    GROUPS.map(([severity, title]) =>
      group(
        findings.filter((f) => f.severity === severity),
        severity,
        title,
      ),
    ),
  );

/** @param {Finding[]} findings @param {string} severity @param {string} title */
const group = (findings, severity, title) =>
  findings.length > 0 &&
  el(
    'div',
    { class: `group is-${severity}` },
    el('h4', { class: 'group-title' }, title, ' ', el('span', { class: 'size' }, findings.length)),
    el('ul', { class: 'cards' }, findings.map(findingCard)),
  );

/** @param {Finding} f */
const findingCard = (f) =>
  el(
    'li',
    { class: 'card slim' },
    el(
      'p',
      { class: 'said-of' },
      f.answer === 'cannot-tell' && tag('cannot tell', 'is-warning'),
      ' ',
      f.message,
    ),
    labelled(
      ['Codes', f.codes.length > 0 && f.codes.flatMap((c) => [code(c), ' '])],
      ['Where', code(f.expression)],
      ['Authority', citation(f.authority)],
      ['Edit', code(f.edit)],
    ),
  );
