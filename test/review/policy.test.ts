/** What becomes of a coded encounter: the table of dispositions. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/edits/index.ts';
import { DEFAULT_POLICY, type Disposition, dispose, type ReviewPolicy } from '../../src/review/index.ts';
import type { SuggestionSet } from '../../src/suggest/index.ts';

const rule = { module: 'm', version: '1', rule: 'r', citation: { source: 's', section: '1' } };
const suggestion = (code: string, confidence: number) => ({
  code,
  confidence,
  evidence: [],
  alternatives: [],
  rule,
});

interface Given {
  readonly diagnoses?: readonly number[];
  readonly services?: readonly number[];
  readonly queries?: readonly string[];
}

const set = ({ diagnoses = [0.9], services = [0.9], queries = [] }: Given): SuggestionSet =>
  ({
    diagnoses: diagnoses.map((c, i) => suggestion(`A0${i}`, c)),
    services: services.map((c, i) => suggestion(`9921${i}`, c)),
    queries: queries.map((id) => ({ id, question: `${id}?`, options: [] })),
    uncoded: [],
  }) as unknown as SuggestionSet;

const finding = (over: Partial<Finding>): Finding => ({
  edit: 'e',
  answer: 'fail',
  severity: 'error',
  issueType: 'business-rule',
  message: 'It is wrong.',
  expression: 'Claim',
  codes: [],
  authority: { source: 's', section: '1' },
  snip: 1,
  ...over,
});

interface Row {
  readonly name: string;
  readonly given: Given;
  readonly findings?: readonly Finding[];
  readonly policy?: ReviewPolicy;
  readonly to: Disposition['to'];
  readonly reasons: readonly string[];
}

const TABLE: readonly Row[] = [
  { name: 'nothing against it', given: {}, to: 'ready', reasons: [] },
  { name: 'an error', given: {}, findings: [finding({})], to: 'held', reasons: ['It is wrong.'] },
  {
    name: 'an error and much else: the errors are the reasons',
    given: { diagnoses: [], services: [], queries: ['codings-disagree'] },
    findings: [
      finding({ severity: 'warning', answer: 'cannot-tell' }),
      finding({ message: 'A.' }),
      finding({ message: 'B.' }),
    ],
    to: 'held',
    reasons: ['A.', 'B.'],
  },
  { name: 'a warning', given: {}, findings: [finding({ severity: 'warning' })], to: 'ready', reasons: [] },
  {
    name: 'information',
    given: {},
    findings: [finding({ severity: 'information' })],
    to: 'ready',
    reasons: [],
  },
  {
    name: 'a warning that could not be told',
    given: {},
    findings: [finding({ severity: 'warning', answer: 'cannot-tell', message: 'Not checked.' })],
    to: 'review',
    reasons: ['Not checked.'],
  },
  {
    name: 'information that could not be told',
    given: {},
    findings: [finding({ severity: 'information', answer: 'cannot-tell' })],
    to: 'ready',
    reasons: [],
  },
  {
    name: 'an error that could not be told',
    given: {},
    findings: [finding({ answer: 'cannot-tell' })],
    to: 'held',
    reasons: ['It is wrong.'],
  },
  { name: 'no diagnosis', given: { diagnoses: [] }, to: 'review', reasons: ['No diagnosis could be coded.'] },
  {
    name: 'no service',
    given: { services: [] },
    to: 'review',
    reasons: ['No service could be coded: no module covers it and the record carries no code.'],
  },
  {
    name: 'a diagnosis that is doubtful',
    given: { diagnoses: [0.9, 0.49] },
    to: 'review',
    reasons: ['A01 is suggested with confidence 0.49.'],
  },
  {
    name: 'a service that is doubtful',
    given: { services: [0.1] },
    to: 'review',
    reasons: ['99210 is suggested with confidence 0.10.'],
  },
  { name: 'confidence at the limit', given: { diagnoses: [0.5], services: [0.5] }, to: 'ready', reasons: [] },
  {
    name: 'confidence below a stricter policy',
    given: { diagnoses: [0.9], services: [0.99] },
    policy: { ...DEFAULT_POLICY, minConfidence: 0.95 },
    to: 'review',
    reasons: ['A00 is suggested with confidence 0.90.'],
  },
  { name: 'a query that blocks nothing', given: { queries: ['patient-status'] }, to: 'ready', reasons: [] },
  {
    name: 'a query that blocks',
    given: { queries: ['patient-status', 'codings-disagree'] },
    to: 'review',
    reasons: ['codings-disagree?'],
  },
  {
    name: 'a query that blocks under a policy of the site',
    given: { queries: ['patient-status'] },
    policy: { ...DEFAULT_POLICY, blockingQueries: ['patient-status'] },
    to: 'review',
    reasons: ['patient-status?'],
  },
  {
    name: 'several reasons, in order',
    given: { diagnoses: [], services: [0.2], queries: ['codings-disagree'] },
    findings: [finding({ severity: 'warning', answer: 'cannot-tell', message: 'Not checked.' })],
    to: 'review',
    reasons: [
      'No diagnosis could be coded.',
      'Not checked.',
      '99210 is suggested with confidence 0.20.',
      'codings-disagree?',
    ],
  },
];

describe('a coded encounter', () => {
  it.each(TABLE)(
    'with $name goes to $to',
    ({ given, findings = [], policy = DEFAULT_POLICY, to, reasons }) => {
      expect(dispose(set(given), findings, policy)).toEqual({ to, reasons });
    },
  );

  it('always has a reason when it is not ready', () => {
    for (const { given, findings = [], policy = DEFAULT_POLICY } of TABLE) {
      const { to, reasons } = dispose(set(given), findings, policy);
      expect(reasons.length > 0).toBe(to !== 'ready');
    }
  });
});
