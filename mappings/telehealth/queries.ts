/** What is asked about a telehealth visit, each answer with the code it would make. */
import type { Citation, Evidence, Facts, Query } from '../../src/suggest/module.ts';

const CMS: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '190' };

const query = (
  id: string,
  { visit }: Facts,
  question: string,
  answers: readonly string[],
  citation: Citation,
  evidence: readonly Evidence[] = visit.setting.evidence,
): Query => ({
  id,
  about: visit.id,
  question,
  options: answers.map((answer) => ({ answer })),
  citation,
  evidence,
});

export const modalityQuery = (facts: Facts): Query =>
  query(
    'telehealth-modality',
    facts,
    'Was the visit held by video and audio, or by audio alone?',
    ['Audio and video (95)', 'Audio only (93)'],
    { source: 'CPT', section: 'Appendix A, modifiers 93 and 95' },
    facts.visit.modality.evidence,
  );

export const locationQuery = (facts: Facts): Query =>
  query(
    'telehealth-patient-location',
    facts,
    'Where was the patient during the visit?',
    ['At home (place of service 10)', 'Elsewhere (place of service 02)'],
    { source: 'CMS Place of Service Code Set', section: '02, 10' },
  );

export const ruleQuery = (facts: Facts, date: string): Query =>
  query(
    'telehealth-rule-unknown',
    facts,
    `No telehealth rule of this payer is known for ${date}: it cannot be told whether and how the visit is covered. What does the payer ask?`,
    ['The office code with modifier 95 or 93', '98000–98015', 'Not covered'],
    { source: 'Social Security Act', section: '1834(m)' },
  );

export const notTakenQuery = (facts: Facts, code: string, office: string): Query => ({
  ...query(
    'telehealth-code-not-taken',
    facts,
    `Medicare does not take ${code}. Bill the office code of the same level?`,
    [],
    CMS,
  ),
  options: [{ answer: `Yes, ${office}`, code: office }],
});

export const audioReasonQuery = (facts: Facts): Query =>
  query(
    'audio-only-reason',
    facts,
    'Medicare takes an audio-only visit when the patient could not use video or did not want it. Which was it?',
    ['The patient had no video', 'The patient did not consent to video', 'Neither'],
    { source: '42 CFR 410.78', section: '(a)(3)' },
    facts.visit.modality.evidence,
  );

export const audioPlaceQuery = (facts: Facts): Query =>
  query(
    'audio-only-place',
    facts,
    'Medicare takes an audio-only visit when the patient is at home, and the record puts the patient elsewhere. Which is right?',
    ['At home', 'Elsewhere'],
    { source: '42 CFR 410.78', section: '(a)(3)' },
  );

export const audioTimeQuery = (facts: Facts, code: string): Query =>
  query(
    'audio-only-time',
    facts,
    `${code} needs more than ten minutes of medical discussion. How long was it?`,
    ['More than ten minutes', 'Five to ten minutes: 98016', 'Less'],
    { source: 'CPT 2025', section: 'Telemedicine Services' },
    facts.visit.documentedMinutes?.evidence ?? facts.visit.modality.evidence,
  );

export const checkInQuery = (facts: Facts): Query =>
  query(
    'check-in-window',
    facts,
    'Did the check-in come from a visit of the last seven days, or lead to one within a day? Then it is part of that visit.',
    ['No', 'Yes'],
    { source: 'CPT 2025', section: 'Telemedicine Services, brief communication' },
  );
