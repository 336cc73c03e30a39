/** The head of a case: whose visit it is, its facts, and what became of it and why. */
import { claimSentence } from './claim-sentence.js';
import { el } from './dom.js';
import { chip, code } from './parts.js';
import { count, dotted, spoken } from './words.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */

/** More reasons than this stand under Findings only, so that the patient's facts stay in sight. */
const MOST_REASONS = 3;

/** @param {CaseView} view */
export const caseHeader = (view) =>
  el(
    'header',
    { class: 'case-head' },
    el('h2', { id: 'case-title', tabindex: -1 }, el('bdi', {}, view.patient?.name ?? view.encounter)),
    el('p', { class: 'person' }, personLine(view), ' · ', code(view.encounter)),
    decision(view),
    facts(view),
  );

/** @param {CaseView} view */
function personLine({ patient }) {
  if (!patient) return 'The patient is not known';
  const { age, sex, birthDate } = patient;
  return dotted([ageOf(age), sex ?? 'sex not recorded', birthDate && `born ${birthDate}`]);
}

/** @param {number | undefined} years */
function ageOf(years) {
  if (years === undefined) return 'age unknown';
  return years === 0 ? 'under 1 year' : count(years, 'year');
}

/** @param {CaseView} view */
function decision(view) {
  const more = view.reasons.length - MOST_REASONS;
  return el(
    'div',
    { class: 'decision' },
    el('p', {}, chip(view.state), ' ', claimSentence(view)),
    view.reasons.length > 0 &&
      el(
        'ul',
        { class: 'reasons' },
        view.reasons.slice(0, MOST_REASONS).map((reason) => el('li', {}, reason)),
        more > 0 &&
          el('li', { class: 'quiet' }, `and ${count(more, 'more reason')} under Findings and Queries`),
      ),
  );
}

/** @param {CaseView} view */
function facts(view) {
  const { visit } = view;
  /** @type {[string, import('./dom.js').Child][]} */
  const rows = [
    ['Date of service', view.date ?? 'not recorded'],
    ['Setting', visit && (visit.setting === 'unknown' ? 'not recorded' : spoken(visit.setting))],
    ['Modality', visit && (visit.modality === 'unknown' ? 'not recorded' : spoken(visit.modality))],
    [
      'Patient status',
      visit &&
        (visit.patientStatus === 'unknown' ? 'new or established: unknown' : spoken(visit.patientStatus)),
    ],
    ['Documented time', visit?.documentedMinutes !== undefined && `${visit.documentedMinutes} minutes`],
    ['Payer', visit && (visit.payer ?? 'not recorded')],
    ['Rendering', visit && (visit.rendering ?? 'not recorded')],
    ['Visit type', visit?.types.filter(Boolean).join('; ')],
    ['Reason', visit?.reasons.filter(Boolean).join('; ')],
  ];
  return el(
    'dl',
    { class: 'facts' },
    rows
      .filter(([, value]) => value)
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}
