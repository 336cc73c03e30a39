/** What is asked about a preventive visit, each answer with the code it would make. */
import {
  type Citation,
  type Evidence,
  type Facts,
  guideline,
  type ModuleContext,
  type Query,
  type RatedProblem,
} from '../../src/suggest/module.ts';
import type { Band, Examination, Tables } from './tables.ts';

export const CPT: Citation = { source: 'CPT', section: 'Preventive Medicine Services' };
export const MEDICARE: Citation = {
  source: 'CMS Medicare Claims Processing Manual ch. 18',
  section: '80, 140',
};

const query = (
  id: string,
  { visit }: Facts,
  question: string,
  options: Query['options'],
  citation: Citation,
  evidence: readonly Evidence[],
): Query => ({ id, about: visit.id, question, options, citation, evidence });

export const ageQuery = (facts: Facts, evidence: readonly Evidence[]): Query =>
  query(
    'preventive-age',
    facts,
    'A preventive visit is coded by age, and the date of birth is not known. How old is the patient?',
    [],
    CPT,
    evidence,
  );

export const statusQuery = (facts: Facts, band: Band): Query =>
  query(
    'preventive-patient-status',
    facts,
    'Was the patient seen by this physician, or this specialty of the group, within three years?',
    [
      { answer: 'Yes: established', code: band.established },
      { answer: 'No: new', code: band.new },
    ],
    { source: 'CPT E/M Guidelines', section: 'New and Established Patients' },
    facts.visit.patientStatus.evidence,
  );

export const wellnessQuery = (facts: Facts, { medicare }: Tables, evidence: readonly Evidence[]): Query =>
  query(
    'wellness-first',
    facts,
    'Is it the first annual wellness visit that Medicare pays for this patient, or a later one?',
    [
      { answer: 'The first', code: medicare.first },
      { answer: 'A later one, twelve months after the last', code: medicare.subsequent },
    ],
    MEDICARE,
    evidence,
  );

/** Section 1862(a)(7) of the Social Security Act: routine physical checkups are excluded. */
export const notCoveredQuery = (
  facts: Facts,
  code: string,
  { medicare }: Tables,
  evidence: readonly Evidence[],
): Query =>
  query(
    'preventive-not-covered',
    facts,
    `Medicare does not cover ${code}; the patient pays it. Was it a wellness visit of Medicare's own kind?`,
    [
      { answer: 'Annual wellness visit, the first', code: medicare.first },
      { answer: 'Annual wellness visit, a later one', code: medicare.subsequent },
      { answer: 'Welcome to Medicare visit', code: medicare.welcome },
      { answer: 'No, a routine physical', code },
    ],
    { source: '42 U.S.C. 1395y', section: '(a)(7)' },
    evidence,
  );

export const findingQuery = (
  facts: Facts,
  context: ModuleContext,
  examination: Examination,
  problems: readonly RatedProblem[],
): Query =>
  query(
    'preventive-finding',
    facts,
    `Is ${problems.map((r) => r.problem.concept.words || r.code).join(', ')} a finding of this examination, new or worse?`,
    [
      {
        answer: 'Yes: with abnormal findings',
        ...(examination.abnormal ? { code: examination.abnormal } : {}),
      },
      { answer: 'No: without abnormal findings', code: examination.normal },
    ],
    guideline('I.C.21.c.13', context.on),
    problems.flatMap((r) => r.evidence),
  );

export const missingFindingQuery = (
  facts: Facts,
  context: ModuleContext,
  code: string,
  evidence: readonly Evidence[],
): Query =>
  query(
    'preventive-finding-missing',
    facts,
    `${code} says that something abnormal was found, and no finding is recorded. What was found?`,
    [],
    guideline('IV.P', context.on),
    evidence,
  );
