/** How the case came to where it is, and the modules that coded it: what an auditor asks for. */
import { el } from './dom.js';
import { code, nothing, part } from './parts.js';
import { instant, spoken } from './words.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {import('./shapes.js').CaseEvent} CaseEvent */

/** @param {CaseView} view */
export const eventsPart = ({ events }) =>
  part(
    'part-events',
    'Events',
    events.length,
    events.length === 0
      ? nothing('Nothing has happened yet.')
      : el('ol', { class: 'events' }, events.map(event)),
  );

/** @param {CaseEvent} e */
const event = (e) =>
  el(
    'li',
    {},
    el('p', {}, el('strong', {}, spoken(e.kind)), ' ', e.why),
    el('p', { class: 'where' }, el('time', { datetime: e.at }, instant(e.at)), ' by ', e.who),
  );

/** @param {CaseView} view */
export const modulesPart = ({ modules, source }) =>
  part(
    'part-modules',
    'Module versions',
    modules.length,
    modules.length === 0
      ? nothing('No module ran.')
      : el(
          'ul',
          { class: 'modules' },
          modules.map((name) => el('li', {}, code(name))),
        ),
    source !== undefined && el('p', { class: 'quiet' }, 'The chart was read from ', code(source), '.'),
  );
