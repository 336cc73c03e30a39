/** Diagnoses in claim order: each code with its confidence, evidence, rule and what else was considered. */
import { el } from './dom.js';
import {
  alternativesList,
  citation,
  code,
  confidence,
  evidenceList,
  labelled,
  nothing,
  part,
  ruleLine,
  tag,
} from './parts.js';

/** @typedef {import('./shapes.js').CaseView} CaseView */
/** @typedef {import('./shapes.js').Diagnosis} Diagnosis */
/** @typedef {import('./shapes.js').Uncoded} Uncoded */

/** @param {CaseView} view */
export function diagnosesPart(view) {
  const all = view.diagnosesInOrder;
  // Guidelines II: an inpatient stay has a principal diagnosis; IV.G: every other visit a first-listed one.
  const first = view.setting === 'inpatient' ? 'Principal' : 'First-listed';
  return part(
    'part-diagnoses',
    'Diagnoses',
    all.length,
    all.length === 0
      ? nothing('No diagnosis could be coded.')
      : el(
          'ol',
          { class: 'cards' },
          all.map((d, i) => card(d, i, first)),
        ),
  );
}

/** @param {Diagnosis} d @param {number} i @param {string} first */
const card = (d, i, first) =>
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
        el('code', { class: 'main-code' }, d.code),
        ' ',
        el('span', { class: 'title' }, d.title),
        i === 0 && ' ',
        i === 0 && tag(first, 'is-first'),
        d.release === undefined && ' ',
        d.release === undefined && tag('not verified: no release tells', 'is-warning'),
      ),
      confidence(d.confidence),
    ),
    labelled(
      ['Evidence', evidenceList(d.evidence)],
      ['Rule', ruleLine(d.rule, d.release)],
      ['Considered', d.alternatives.length > 0 && alternativesList(d.alternatives)],
      ['Replaces', d.replaces.length > 0 && d.replaces.flatMap((c) => [code(c), ' '])],
    ),
  );

/** Problems that led to no code, each with its reason: nothing is lost silently. @param {CaseView} view */
export const uncodedPart = ({ uncoded, diagnosesInOrder }) =>
  part(
    'part-uncoded',
    'Not coded',
    uncoded.length,
    uncoded.length === 0
      ? nothing(
          diagnosesInOrder.length > 0
            ? 'Every problem of the record has a code.'
            : 'The record names no problem.',
        )
      : el('ul', { class: 'cards' }, uncoded.map(uncodedCard)),
  );

/** @param {Uncoded} u */
const uncodedCard = (u) =>
  el(
    'li',
    { class: 'card slim' },
    el('p', { class: 'said-of' }, tag(u.reason.replaceAll('-', ' ')), ' ', u.explanation),
    labelled(
      ['About', code(u.about)],
      ['Evidence', u.evidence.length > 0 && evidenceList(u.evidence)],
      ['Authority', citation(u.citation)],
    ),
  );
