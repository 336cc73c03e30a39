/** The JSON shapes of claims and answers to them, as far as facts are read from them: see shapes.ts. */
import { ADDRESS, CONCEPT, PERIOD, QUANTITY, REFERENCE, type Shape } from './shape-parts.ts';

const MONEY = { value: 'number', currency: 'text' } as const;
const ADJUDICATION = [{ category: CONCEPT, reason: CONCEPT, amount: MONEY, value: 'number' }] as const;
const TOTAL = [{ category: CONCEPT, amount: MONEY }] as const;
const LINE = {
  sequence: 'number',
  productOrService: CONCEPT,
  modifier: [CONCEPT],
  encounter: [REFERENCE],
} as const;
const HEAD = { type: CONCEPT, use: 'text', patient: REFERENCE, created: 'text', insurer: REFERENCE } as const;
const ANSWER = { ...HEAD, outcome: 'text', adjudication: ADJUDICATION, total: TOTAL } as const;

export const CLAIM_SHAPES: readonly (readonly [string, Record<string, Shape>])[] = [
  [
    'Claim',
    {
      ...HEAD,
      insurance: [{ sequence: 'number', coverage: REFERENCE, preAuthRef: ['text'] }],
      accident: { date: 'text', type: CONCEPT, locationAddress: ADDRESS },
      supportingInfo: [
        {
          category: CONCEPT,
          code: CONCEPT,
          timingDate: 'text',
          timingPeriod: PERIOD,
          valueQuantity: QUANTITY,
        },
      ],
      item: [LINE],
    },
  ],
  [
    'ClaimResponse',
    {
      ...ANSWER,
      request: REFERENCE,
      preAuthRef: 'text',
      preAuthPeriod: PERIOD,
      insurance: [{ coverage: REFERENCE, claimResponse: REFERENCE }],
      item: [{ itemSequence: 'number', adjudication: ADJUDICATION }],
      payment: { type: CONCEPT, amount: MONEY, date: 'text' },
      processNote: [{ text: 'text' }],
    },
  ],
  [
    'ExplanationOfBenefit',
    {
      ...ANSWER,
      claim: REFERENCE,
      insurance: [{ coverage: REFERENCE }],
      item: [{ ...LINE, adjudication: ADJUDICATION }],
      payment: { type: CONCEPT, amount: MONEY, date: 'text' },
    },
  ],
  [
    'CoverageEligibilityResponse',
    { patient: REFERENCE, outcome: 'text', servicedDate: 'text', servicedPeriod: PERIOD, preAuthRef: 'text' },
  ],
];
