/** The chosen case: its parts in the order a coder works, and a bar to jump between them. */
import { caseHeader } from './case-header.js';
import { claimSentence } from './claim-sentence.js';
import { claimPart } from './claim-view.js';
import { diagnosesPart, uncodedPart } from './diagnoses.js';
import { byId, el, fill } from './dom.js';
import { findingsPart, queriesPart } from './findings.js';
import { eventsPart, modulesPart } from './history.js';
import { problemBox } from './parts.js';
import { servicesPart } from './services.js';
import { count, listed } from './words.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */

export class CaseDetail {
  /** @type {HTMLElement} */ #holder;
  /** @type {() => void} */ #back;

  /** @param {HTMLElement} holder @param {() => void} back */
  constructor(holder, back) {
    this.#holder = holder;
    this.#back = back;
  }

  showNone() {
    fill(this.#holder, note('Choose an encounter to see its codes, evidence, findings and claim.'));
  }

  /** The case before is taken away at once: one patient's codes must not stand under another's name. */
  showLoading() {
    this.#holder.scrollTop = 0;
    fill(this.#holder, note('Reading the case…'));
  }

  /** @param {unknown} error @param {() => void} retry */
  showProblem(error, retry) {
    fill(this.#holder, el('div', { class: 'note' }, problemBox(error, retry), this.#backButton()));
  }

  /** @param {CaseView} view */
  show(view) {
    const { scrollTop } = this.#holder;
    const print = el('button', { type: 'button', class: 'print', click: () => window.print() }, 'Print');
    fill(
      this.#holder,
      el(
        'div',
        { class: 'actions' },
        this.#backButton(),
        isRead(view) ? jumpBar(view) : el('span', { class: 'jump' }),
        print,
      ),
      el('article', { class: 'case', 'aria-labelledby': 'case-title' }, caseHeader(view), partsOf(view)),
    );
    this.#holder.scrollTop = scrollTop;
  }

  #backButton() {
    return el('button', { type: 'button', class: 'back', click: this.#back }, 'Back to list');
  }
}

/** @param {string} text */
const note = (text) => el('p', { class: 'note' }, text);

/** Of a chart that could not be read nothing is said but that: empty parts would look like a clean record. @param {CaseView} view */
const partsOf = (view) => (isRead(view) ? codedParts(view) : [eventsPart(view)]);

/** @param {CaseView} view */
const isRead = (view) => view.visit !== undefined;

/** @param {CaseView} view */
const codedParts = (view) => [
  diagnosesPart(view),
  servicesPart(view),
  queriesPart(view),
  findingsPart(view),
  uncodedPart(view),
  claimPart(view),
  eventsPart(view),
  modulesPart(view),
];

/** Buttons, not links: the address belongs to the case. @param {CaseView} view */
function jumpBar(view) {
  /** @type {[string, string, number | undefined][]} */
  const targets = [
    ['part-diagnoses', 'Diagnoses', view.diagnosesInOrder.length],
    ['part-services', 'Services', view.serviceLines.length],
    ['part-queries', 'Queries', view.queriesOpen.length],
    ['part-findings', 'Findings', view.findings.length],
    ['part-uncoded', 'Not coded', view.uncoded.length],
    ['part-claim', 'Claim', undefined],
    ['part-events', 'Events', undefined],
  ];
  return el('nav', { class: 'jump', 'aria-label': 'Parts of the case' }, targets.map(jumpButton));
}

/** @param {[string, string, number | undefined]} target */
const jumpButton = ([id, title, size]) =>
  el(
    'button',
    { type: 'button', class: size === 0 && 'is-empty', click: () => jumpTo(id) },
    title,
    size !== undefined && ' ',
    size !== undefined && el('span', { class: 'size' }, size),
  );

/** @param {string} id */
function jumpTo(id) {
  const heading = byId(id);
  heading.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
}

/** What a screen reader is told when a case is shown; the name is not repeated. @param {CaseView} view */
export const spokenSummary = (view) =>
  isRead(view) ? codedSummary(view) : `Case shown. ${claimSentence(view)}`;

/** @param {CaseView} view */
const codedSummary = (view) =>
  `Case shown: ${listed([
    count(view.diagnosesInOrder.length, 'diagnosis', 'diagnoses'),
    count(view.serviceLines.length, 'service line'),
    count(view.errors, 'error'),
    count(view.queries, 'query', 'queries'),
  ])}.`;
