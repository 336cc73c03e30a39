/** The small pieces every part of the page is made of: state chips, confidence, evidence, citations, problems. */
import { ApiProblem } from './api.js';
import { el } from './dom.js';
import { toneOf, wordOf } from './states.js';
import { percent } from './words.js';

/** @typedef {import('./shapes.js').Evidence} Evidence */
/** @typedef {import('./shapes.js').Citation} Citation */
/** @typedef {import('./shapes.js').RuleRef} RuleRef */
/** @typedef {import('./shapes.js').Alternative} Alternative */
/** @typedef {import('./dom.js').Child} Child */

/** The state as a word; the colour beside it only repeats the word. @param {string} state */
export const chip = (state) => el('span', { class: `chip tone-${toneOf(state)}` }, wordOf(state));

/** @param {string} text */
export const code = (text) => el('code', {}, text);

/** @param {string} text @param {string} [kind] */
export const tag = (text, kind = '') => el('span', { class: `tag ${kind}`.trim() }, text);

/** A bar beside its number. @param {number} value */
export function confidence(value) {
  const filled = el('span', { class: 'bar-filled' });
  // Through the object model: an attribute `style` would be refused by the content security policy.
  filled.style.inlineSize = percent(value);
  return el(
    'span',
    { class: 'confidence' },
    el('span', { class: 'hidden' }, 'Confidence '),
    el('span', { class: 'bar-empty', 'aria-hidden': 'true' }, filled),
    el('span', { class: 'number' }, percent(value)),
  );
}

/** The words of the record by resource, each with the element they stand in. @param {readonly Evidence[]} evidence */
export function evidenceList(evidence) {
  if (evidence.length === 0) return el('p', { class: 'quiet' }, 'The record gives no words for this.');
  return el('ul', { class: 'evidence' }, [...byReference(evidence)].map(resourceItem));
}

/** @param {readonly Evidence[]} evidence */
function byReference(evidence) {
  /** @type {Map<string, Evidence[]>} */
  const groups = new Map();
  for (const e of evidence) groups.set(e.reference, [...(groups.get(e.reference) ?? []), e]);
  return groups;
}

/** @param {[string, Evidence[]]} group */
const resourceItem = ([reference, words]) =>
  el(
    'li',
    {},
    el('p', { class: 'where' }, code(reference)),
    words.map((e) =>
      el(
        'p',
        { class: 'quoted' },
        el('q', { class: 'words' }, e.words),
        ' ',
        el('code', { class: 'path' }, e.path),
      ),
    ),
  );

/** @param {Citation} citation */
export const citation = (citation) => el('cite', {}, `${citation.source}, ${citation.section}`);

/**
 * The authority first, for the coder; the rule that applied it and the release it looked in, for the auditor.
 * @param {RuleRef} rule @param {string} [release]
 */
export const ruleLine = (rule, release) =>
  el(
    'p',
    {},
    citation(rule.citation),
    el(
      'span',
      { class: 'where' },
      code(`${rule.module} ${rule.version}`),
      ' · ',
      code(rule.rule),
      release !== undefined && ' · ',
      release !== undefined && code(release),
    ),
  );

/** @param {readonly Alternative[]} alternatives */
export const alternativesList = (alternatives) =>
  el(
    'ul',
    { class: 'plain' },
    alternatives.map((a) => el('li', {}, el('code', { class: 'considered' }, a.code), ' ', a.why)),
  );

/**
 * Labelled rows of a card; a row without content is left out.
 * @param {...[string, Child | Child[]]} rows
 */
export function labelled(...rows) {
  const present = rows.filter(
    ([, content]) => content !== undefined && content !== null && content !== false,
  );
  return el(
    'dl',
    { class: 'labelled' },
    present.map(([label, content]) => el('div', {}, el('dt', {}, label), el('dd', {}, content))),
  );
}

/**
 * A part of the case under its heading; the heading takes the focus when the reader jumps to it.
 * @param {string} id @param {string} title @param {number | undefined} size @param {...(Child | Child[])} children
 */
export const part = (id, title, size, ...children) =>
  el(
    'section',
    { class: 'part', 'aria-labelledby': id },
    el('h3', { id, tabindex: -1 }, title, size !== undefined && el('span', { class: 'size' }, size)),
    ...children,
  );

/** @param {string} text */
export const nothing = (text) => el('p', { class: 'quiet' }, text);

/** What went wrong: the title and code of a problem, and a way to try again. @param {unknown} error @param {() => void} retry */
export function problemBox(error, retry) {
  const { title, code: name } = problemOf(error);
  return el(
    'div',
    { class: 'problem', role: 'alert' },
    el('p', {}, title, ' ', code(name)),
    el('button', { type: 'button', click: retry }, 'Try again'),
  );
}

/** @param {unknown} error @returns {{ title: string, code: string }} */
export function problemOf(error) {
  if (error instanceof ApiProblem) return { title: error.message, code: error.code };
  // A fault of this page; the console has the rest.
  console.error(error);
  return { title: 'The page could not show this.', code: 'page' };
}
