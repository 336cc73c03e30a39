/** What is asked about an evaluation or a session whose record leaves it open. */
import type { Evidence, Facts, Query, Sourced } from '../../src/suggest/module.ts';
import { PSYCHIATRY, type Session, type Tables } from './tables.ts';

export const minutesQuery = ({ visit }: Facts, sessions: readonly Session[]): Query => ({
  id: 'psychotherapy-minutes',
  about: visit.id,
  question: 'How many minutes of psychotherapy were given? Start and end, or the minutes, decide the code.',
  options: sessions.map((s) => ({
    answer: s.to === undefined ? `${s.from} or more` : `${s.from} to ${s.to}`,
    code: s.alone,
  })),
  citation: PSYCHIATRY,
  evidence: visit.setting.evidence,
});

export const tooShortQuery = ({ visit }: Facts, minutes: Sourced<number>): Query => ({
  id: 'psychotherapy-too-short',
  about: visit.id,
  question: `The record documents ${minutes.value} minutes of psychotherapy; no code is reported below 16. Is that the whole session?`,
  options: [],
  citation: PSYCHIATRY,
  evidence: minutes.evidence,
});

export const evaluatorQuery = (
  { visit }: Facts,
  evidence: readonly Evidence[],
  codes: Tables['evaluation'],
): Query => ({
  id: 'psychiatric-evaluator',
  about: visit.id,
  question:
    'Was the evaluation made by someone who may give medical services? The record does not say who it was.',
  options: [
    { answer: 'Yes, with medical services', code: codes.medical },
    { answer: 'No', code: codes.plain },
  ],
  citation: PSYCHIATRY,
  evidence,
});
