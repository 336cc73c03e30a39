/** The list of encounters: counts by state, search, order, and a keyboard that moves with up, down and Enter. */
import { el, fill } from './dom.js';
import { problemBox } from './parts.js';
import { caseHref } from './route.js';
import { rowContent } from './row.js';
import { countsByState, countsTold, summaryOfCounts, sumOf, visibleRows } from './rows.js';
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
 * @property {() => void} ask Reads the list again, of the state that is wanted.
 * @property {(next: string) => void} more Reads the page at an address.
 */

/** A browser lays out this many rows without a pause; the search finds the others. */
const MOST_ROWS = 500;

/** Rows of a page, and the most the service gives at once. */
const PAGE = 200;
const MOST_AT_ONCE = 1000;

export class EncounterList {
  /** @type {ListParts} */ #parts;
  /** @type {CaseRow[]} */ #all = [];
  /** Where more rows are than those that are here. @type {string | undefined} */ #next;
  /** Whether only rows of the wanted state were read. */ #narrowed = false;
  /** @type {import('./rows.js').Counts | undefined} */ #told;
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

  /** The state of which rows are to be read; a list that is here as a whole is narrowed here. */
  get wanted() {
    return this.#next === undefined && !this.#narrowed ? undefined : this.#state;
  }

  /** How many rows are to be read at once, so that a refresh takes none away that were asked for. */
  get size() {
    return Math.min(Math.max(this.#all.length, PAGE), MOST_AT_ONCE);
  }

  /** @param {CaseRow[]} all @param {string | undefined} next @param {string | undefined} state The one they are of. */
  show(all, next, state) {
    // The answer to a question before the last one.
    if (state !== undefined && state !== this.#state) return;
    const drawn = JSON.stringify([all, next, state]);
    // While the service is processing the list is read again and again; a screen reader must not hear of no change.
    if (drawn === this.#drawn && !this.#parts.rows.querySelector('.problem')) return;
    this.#drawn = drawn;
    this.#all = all;
    this.#next = next;
    this.#narrowed = state !== undefined;
    this.#draw();
    this.#leaveEmptyState();
  }

  /** @param {CaseRow[]} rows @param {string | undefined} next @param {string} from The address they were read at. */
  add(rows, next, from) {
    if (from !== this.#next) return;
    const known = new Set(this.#all.map((row) => row.id));
    this.#all = [...this.#all, ...rows.filter((row) => !known.has(row.id))];
    this.#next = next;
    this.#draw();
  }

  /** What the service counts by state, over more rows than are here. @param {unknown} states */
  tell(states) {
    const told = countsTold(states);
    if (JSON.stringify(told) === JSON.stringify(this.#told)) return;
    this.#told = told;
    this.#draw();
    this.#leaveEmptyState();
  }

  /** The last row of the wanted state has moved on. */
  #leaveEmptyState() {
    if (this.#state === undefined || this.#counts().some(([state]) => state === this.#state)) return;
    this.#want(undefined);
  }

  #counts() {
    const whole = this.#next === undefined && !this.#narrowed;
    return whole ? countsByState(this.#all) : (this.#told ?? countsByState(this.#all));
  }

  /** @param {string | undefined} state */
  #want(state) {
    const whole = this.#next === undefined && !this.#narrowed;
    this.#state = state;
    this.#draw();
    if (!whole) this.#parts.ask();
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
    fill(summary, summaryOfCounts(this.#counts()));
    this.#drawStates();
    this.#drawRows(visible.slice(0, MOST_ROWS));
    fill(shown, this.#shownSentence(visible.length));
  }

  #drawStates() {
    const { states } = this.#parts;
    const focused = focusedIn(states)?.dataset.state;
    const counts = this.#counts();
    fill(
      states,
      this.#stateButton(undefined, sumOf(counts)),
      counts.map(([state, n]) => this.#stateButton(state, n)),
    );
    if (focused === undefined) return;
    [...states.querySelectorAll('button')].find((button) => button.dataset.state === focused)?.focus();
  }

  /** @param {string | undefined} state @param {number} n */
  #stateButton(state, n) {
    const click = () => this.#want(this.#state === state ? undefined : state);
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
      this.#moreButton(),
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

  #moreButton() {
    const next = this.#next;
    if (next === undefined) return undefined;
    const click = () => this.#parts.more(next);
    return el('p', { class: 'more' }, el('button', { type: 'button', click }, 'Show earlier ones'));
  }

  #emptyNote() {
    if (this.#all.length === 0 && this.#next === undefined)
      return note('No encounter has been read yet. “Process again” reads the finished ones.');
    const clear = () => {
      this.#parts.search.value = '';
      this.#want(undefined);
      this.#parts.search.focus();
    };
    const button = el('button', { type: 'button', click: clear }, 'Show all');
    return el('div', { class: 'note' }, el('p', {}, 'No encounter matches.'), button);
  }

  /** @param {number} n */
  #shownSentence(n) {
    if (this.#next !== undefined) return this.#partlySentence(n);
    if (n > MOST_ROWS) return `The first ${MOST_ROWS} of ${n} are listed; search to see others.`;
    const narrowed = this.#state !== undefined || this.#parts.search.value.trim() !== '';
    return narrowed && n > 0 ? `${count(n, 'encounter')} listed.` : '';
  }

  /** A search over some of the rows must not look like one over all. @param {number} n */
  #partlySentence(n) {
    const counts = this.#counts();
    const total = sumOf(counts, (state) => this.#state === undefined || state === this.#state);
    const here = `the latest ${this.#all.length} of ${total}`;
    return this.#parts.search.value.trim() === ''
      ? `These are ${here}.`
      : `${count(n, 'encounter')} found among ${here}.`;
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
