/** The list of encounters: counts by state, search, order, and a keyboard that moves with up, down and Enter. */
import { el, fill } from './dom.js';
import { problemBox } from './parts.js';
import { caseHref } from './route.js';
import { rowContent } from './row.js';
import { countsByState, summaryOf, visibleRows } from './rows.js';
import { toneOf, wordOf } from './states.js';
import { count } from './words.js';

/** @typedef {import('./shapes.js').CaseRow} CaseRow */

/**
 * @typedef {object} ListParts
 * @property {HTMLElement} rows
 * @property {HTMLElement} states
 * @property {HTMLElement} summary
 * @property {HTMLElement} shown
 * @property {HTMLInputElement} search
 * @property {HTMLSelectElement} sort
 */

/** A browser lays out this many rows without a pause; the search finds the others. */
const MOST_ROWS = 500;

export class EncounterList {
  /** @type {ListParts} */ #parts;
  /** @type {CaseRow[]} */ #all = [];
  /** @type {string} */ #drawn = '';
  /** @type {string | undefined} */ #state;
  /** The row in the address. @type {string | undefined} */ #chosen;
  /** The row that is the list's one tab stop; it moves with the arrows. @type {string | undefined} */ #active;

  /** @param {ListParts} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.rows.addEventListener('keydown', (event) => this.#onRowKey(event));
    parts.search.addEventListener('keydown', (event) => this.#onSearchKey(event));
    parts.search.addEventListener('input', () => this.#draw());
    parts.sort.addEventListener('change', () => this.#draw());
    fill(parts.rows, note('Reading the list…'));
  }

  /** @param {CaseRow[]} all */
  show(all) {
    const drawn = JSON.stringify(all);
    // While the service is processing the list is read again and again; a screen reader must not hear of no change.
    if (drawn === this.#drawn && !this.#parts.rows.querySelector('.problem')) return;
    this.#drawn = drawn;
    this.#all = all;
    if (!all.some((row) => row.state === this.#state)) this.#state = undefined;
    this.#draw();
  }

  /** A list that cannot be read again stays visible under the problem. @param {unknown} error @param {() => void} retry */
  showProblem(error, retry) {
    const { rows } = this.#parts;
    for (const old of rows.querySelectorAll('.problem')) old.remove();
    if (this.#all.length === 0) fill(rows, problemBox(error, retry));
    else rows.prepend(problemBox(error, retry));
  }

  /** @param {string | undefined} id */
  choose(id) {
    this.#chosen = id;
    this.#active = id ?? this.#active;
    for (const link of this.#links()) {
      if (link.dataset.id === id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      link.tabIndex = link.dataset.id === this.#active ? 0 : -1;
    }
    this.#linkOf(id)?.scrollIntoView({ block: 'nearest' });
  }

  focus() {
    this.#linkOf(this.#active)?.focus();
  }

  #draw() {
    const { search, sort, summary, shown } = this.#parts;
    const visible = visibleRows(this.#all, { state: this.#state, text: search.value, sort: sort.value });
    fill(summary, summaryOf(this.#all));
    this.#drawStates();
    this.#drawRows(visible.slice(0, MOST_ROWS));
    fill(shown, this.#shownSentence(visible.length));
  }

  #drawStates() {
    const { states } = this.#parts;
    const focused = focusedIn(states)?.dataset.state;
    const counts = countsByState(this.#all);
    fill(
      states,
      this.#stateButton(undefined, this.#all.length),
      counts.map(([state, n]) => this.#stateButton(state, n)),
    );
    if (focused === undefined) return;
    [...states.querySelectorAll('button')].find((button) => button.dataset.state === focused)?.focus();
  }

  /** @param {string | undefined} state @param {number} n */
  #stateButton(state, n) {
    const click = () => {
      this.#state = this.#state === state ? undefined : state;
      this.#draw();
    };
    return el(
      'button',
      {
        type: 'button',
        class: `state tone-${state === undefined ? 'all' : toneOf(state)}`,
        'data-state': state ?? '',
        'aria-pressed': String(this.#state === state),
        click,
      },
      state === undefined ? 'All' : wordOf(state),
      ' ',
      el('span', { class: 'size' }, n),
    );
  }

  /** @param {CaseRow[]} rows */
  #drawRows(rows) {
    const holder = this.#parts.rows;
    const hadFocus = focusedIn(holder) !== undefined;
    const has = (/** @type {string | undefined} */ id) => rows.some((row) => row.id === id);
    if (!has(this.#active)) this.#active = has(this.#chosen) ? this.#chosen : rows[0]?.id;
    const items = rows.map((row) => this.#item(row));
    fill(
      holder,
      items.length === 0
        ? this.#emptyNote()
        : el('ol', { class: 'row-list', 'aria-labelledby': 'queue-title' }, items),
    );
    // Without scrolling: a refresh must not move what the reader looks at.
    if (hadFocus) this.#linkOf(this.#active)?.focus({ preventScroll: true });
  }

  /** @param {CaseRow} row */
  #item(row) {
    const attributes = {
      class: 'row',
      href: caseHref(row.id),
      'data-id': row.id,
      tabindex: row.id === this.#active ? 0 : -1,
      'aria-current': row.id === this.#chosen && 'true',
    };
    return el('li', {}, el('a', attributes, rowContent(row)));
  }

  #emptyNote() {
    if (this.#all.length === 0)
      return note('No encounter has been read yet. “Process again” reads the finished ones.');
    const clear = () => {
      this.#state = undefined;
      this.#parts.search.value = '';
      this.#draw();
      this.#parts.search.focus();
    };
    const button = el('button', { type: 'button', click: clear }, 'Show all');
    return el('div', { class: 'note' }, el('p', {}, 'No encounter matches.'), button);
  }

  /** @param {number} n */
  #shownSentence(n) {
    if (n > MOST_ROWS) return `The first ${MOST_ROWS} of ${n} are listed; search to see others.`;
    const narrowed = this.#state !== undefined || this.#parts.search.value.trim() !== '';
    return narrowed && n > 0 ? `${count(n, 'encounter')} listed.` : '';
  }

  /** @param {KeyboardEvent} event */
  #onRowKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const links = this.#links();
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const target = targetOf(event.key, at, links.length);
    if (at < 0 || target === undefined) return;
    event.preventDefault();
    if (target < 0) this.#parts.search.focus();
    else this.#activate(links[target]);
  }

  /** @param {KeyboardEvent} event */
  #onSearchKey(event) {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    this.#activate(this.#linkOf(this.#active));
  }

  /** @param {HTMLAnchorElement | undefined} link */
  #activate(link) {
    if (!link) return;
    for (const other of this.#links()) other.tabIndex = other === link ? 0 : -1;
    this.#active = link.dataset.id;
    link.focus();
  }

  #links() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.#parts.rows.querySelectorAll('a.row')]);
  }

  /** @param {string | undefined} id */
  #linkOf(id) {
    return this.#links().find((link) => link.dataset.id === id);
  }
}

/** Where a key leads: −1 is above the first row. @param {string} key @param {number} at @param {number} size */
function targetOf(key, at, size) {
  if (key === 'ArrowDown') return at + 1;
  if (key === 'ArrowUp') return at - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? size - 1 : undefined;
}

/** @param {string} text */
const note = (text) => el('p', { class: 'note' }, text);

/** @param {HTMLElement} holder @returns {HTMLElement | undefined} */
function focusedIn(holder) {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && holder.contains(activeElement) ? activeElement : undefined;
}
