/** The list of encounters: counts by state, search, order, and a keyboard that moves with up, down and Enter. */
import { el, fill } from './dom.js';
import { problemBox } from './parts.js';
import { caseHref } from './route.js';
import { rowContent } from './row.js';
import { countsByState, summaryOf, visibleRows } from './rows.js';
import { toneOf, wordOf } from './states.js';
import { count } from './words.js';

/** @typedef {import('./shapes.js').CaseRow} CaseRow */

/** A browser lays out this many rows without a pause; the search finds the others. */
const MOST_ROWS = 500;

/**
 * @param {{ rows: HTMLElement, states: HTMLElement, summary: HTMLElement, shown: HTMLElement,
 *   search: HTMLInputElement, sort: HTMLSelectElement }} parts
 */
export function createList(parts) {
  /** @type {{ all: CaseRow[], state: string | undefined, chosen: string | undefined, active: string | undefined }} */
  const own = { all: [], state: undefined, chosen: undefined, active: undefined };

  const draw = () => {
    const { search, sort } = parts;
    const visible = visibleRows(own.all, { state: own.state, text: search.value, sort: sort.value });
    drawStates();
    fill(parts.summary, summaryOf(own.all));
    drawRows(visible);
    fill(parts.shown, shownSentence(visible.length));
  };

  const drawStates = () => {
    const focused = focusedWithin(parts.states)?.dataset.state;
    const counts = countsByState(own.all);
    fill(parts.states, stateButton(undefined, own.all.length), counts.map(([s, n]) => stateButton(s, n)));
    if (focused !== undefined) buttonOf(focused)?.focus();
  };

  /** @param {string} state */
  const buttonOf = (state) =>
    [...parts.states.querySelectorAll('button')].find((b) => b.dataset.state === state);

  /** @param {string | undefined} state @param {number} n */
  const stateButton = (state, n) =>
    el(
      'button',
      {
        type: 'button',
        class: `state tone-${state === undefined ? 'all' : toneOf(state)}`,
        'data-state': state ?? '',
        'aria-pressed': String(own.state === state),
        click: () => {
          own.state = own.state === state ? undefined : state;
          draw();
        },
      },
      el('span', { class: 'word' }, state === undefined ? 'All' : wordOf(state)),
      ' ',
      el('span', { class: 'size' }, n),
    );

  /** @param {CaseRow[]} visible */
  const drawRows = (visible) => {
    const focused = focusedWithin(parts.rows)?.dataset.id;
    const drawn = visible.slice(0, MOST_ROWS);
    if (!drawn.some((row) => row.id === own.active)) own.active = own.chosen;
    if (!drawn.some((row) => row.id === own.active)) own.active = drawn[0]?.id;
    if (drawn.length === 0) fill(parts.rows, emptyNote());
    else fill(parts.rows, el('ol', { class: 'row-list', 'aria-labelledby': 'queue-title' }, drawn.map(item)));
    if (focused !== undefined) linkOf(own.active)?.focus();
  };

  /** @param {CaseRow} row */
  const item = (row) =>
    el(
      'li',
      {},
      el(
        'a',
        {
          class: 'row',
          href: caseHref(row.id),
          'data-id': row.id,
          tabindex: row.id === own.active ? 0 : -1,
          'aria-current': row.id === own.chosen && 'true',
        },
        rowContent(row),
      ),
    );

  const emptyNote = () => {
    if (own.all.length === 0)
      return el('p', { class: 'note' }, 'No encounter has been read yet. “Process again” reads the finished ones.');
    const clear = () => {
      own.state = undefined;
      parts.search.value = '';
      draw();
      parts.search.focus();
    };
    return el(
      'div',
      { class: 'note' },
      el('p', {}, 'No encounter matches.'),
      el('button', { type: 'button', click: clear }, 'Show all'),
    );
  };

  /** @param {number} n */
  const shownSentence = (n) => {
    if (n > MOST_ROWS) return `The first ${MOST_ROWS} of ${n} are listed; search to see others.`;
    const narrowed = own.state !== undefined || parts.search.value.trim() !== '';
    return narrowed && n > 0 ? `${count(n, 'encounter')} listed.` : '';
  };

  const links = () => /** @type {HTMLAnchorElement[]} */ ([...parts.rows.querySelectorAll('a.row')]);
  /** @param {string | undefined} id */
  const linkOf = (id) => links().find((link) => link.dataset.id === id);

  /** One row is the list's tab stop; it moves with the arrows. @param {HTMLAnchorElement | undefined} link */
  const activate = (link) => {
    if (!link) return;
    for (const other of links()) other.tabIndex = other === link ? 0 : -1;
    own.active = link.dataset.id;
    link.focus();
  };

  parts.rows.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links();
    const at = all.findIndex((link) => link === document.activeElement);
    /** @type {Record<string, number>} */
    const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const target = targets[event.key];
    if (at < 0 || target === undefined) return;
    event.preventDefault();
    if (target < 0) parts.search.focus();
    else activate(all[target]);
  });
  parts.search.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    activate(linkOf(own.active));
  });
  parts.search.addEventListener('input', draw);
  parts.sort.addEventListener('change', draw);

  return {
    /** @param {CaseRow[]} all */
    show(all) {
      own.all = all;
      if (!all.some((row) => row.state === own.state)) own.state = undefined;
      draw();
    },
    /** @param {string | undefined} id */
    choose(id) {
      own.chosen = id;
      own.active = id ?? own.active;
      for (const link of links()) {
        link.toggleAttribute('aria-current', false);
        if (link.dataset.id === id) link.setAttribute('aria-current', 'true');
        link.tabIndex = link.dataset.id === own.active ? 0 : -1;
      }
      linkOf(id)?.scrollIntoView({ block: 'nearest' });
    },
    focus() {
      linkOf(own.active)?.focus();
    },
    showLoading() {
      if (own.all.length === 0) fill(parts.rows, el('p', { class: 'note' }, 'Reading the list…'));
    },
    /** A list that cannot be read again stays visible under the problem. @param {unknown} error @param {() => void} retry */
    showProblem(error, retry) {
      for (const old of parts.rows.querySelectorAll('.problem')) old.remove();
      if (own.all.length === 0) fill(parts.rows, problemBox(error, retry));
      else parts.rows.prepend(problemBox(error, retry));
    },
  };
}

/** @param {HTMLElement} holder @returns {HTMLElement | undefined} */
function focusedWithin(holder) {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && holder.contains(activeElement) ? activeElement : undefined;
}
