/** A case in which every string a record or a claim can bring is hostile: markup, a script address, endless codes, turned text. */
import { VISIT } from './cases.ts';
import { diagnosis, idOf, said, service, view } from './made.ts';
import type { View } from './shapes.ts';

export const HOSTILE = '<img src=x onerror=alert(1)>';
const LONG = 'X'.repeat(400);

export const hostile: View = view({
  id: idOf(5),
  encounter: 'Encounter/hostile',
  state: 'review',
  patient: { name: `${HOSTILE} \u202egnirts`, age: 30, sex: 'other', birthDate: '1995-05-05' },
  date: '2025-11-08',
  setting: 'office',
  visit: {
    ...VISIT,
    types: [HOSTILE],
    reasons: [HOSTILE, LONG],
    payer: HOSTILE,
    rendering: `javascript:alert(1)//${HOSTILE}`,
  },
  diagnosesInOrder: [
    diagnosis(`A${LONG}`, HOSTILE, {
      confidence: 7,
      evidence: [said(`Condition/${LONG}`, HOSTILE, `${HOSTILE}${LONG}`)],
      alternatives: [{ code: HOSTILE, why: HOSTILE }],
      replaces: [LONG],
    }),
  ],
  serviceLines: [
    service(LONG, HOSTILE, {
      modifiers: [
        { code: HOSTILE, reason: HOSTILE, evidence: [said(HOSTILE, HOSTILE, '"><script>alert(1)</script>')] },
      ],
      worksheet: {
        title: HOSTILE,
        rows: [{ element: HOSTILE, rating: LONG, why: HOSTILE, evidence: [said(HOSTILE, HOSTILE, HOSTILE)] }],
        conclusion: HOSTILE,
      },
    }),
  ],
  queriesOpen: [
    {
      id: HOSTILE,
      about: HOSTILE,
      question: HOSTILE,
      options: [{ answer: HOSTILE, code: LONG }],
      citation: { source: HOSTILE, section: HOSTILE },
      evidence: [said(HOSTILE, HOSTILE, HOSTILE)],
    },
  ],
  findings: [
    {
      edit: HOSTILE,
      answer: 'cannot-tell',
      severity: 'warning',
      issueType: 'invariant',
      message: `${HOSTILE} ${LONG}`,
      expression: HOSTILE,
      codes: [LONG, HOSTILE],
      authority: { source: HOSTILE, section: HOSTILE },
      snip: 1,
    },
  ],
  uncoded: [
    {
      about: HOSTILE,
      reason: 'unmapped',
      explanation: HOSTILE,
      citation: { source: HOSTILE, section: HOSTILE },
      evidence: [said(HOSTILE, HOSTILE, HOSTILE)],
    },
  ],
  reasons: [HOSTILE, LONG],
  modules: [HOSTILE],
  claimResource: {
    resourceType: 'Claim',
    identifier: [{ value: HOSTILE }],
    diagnosis: [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ code: LONG, display: HOSTILE }] } }],
    item: [
      {
        sequence: 1,
        productOrService: { coding: [{ code: LONG, display: HOSTILE }] },
        net: { value: 1, currency: HOSTILE },
      },
    ],
    provider: { reference: HOSTILE, display: HOSTILE },
  },
  events: [{ sequence: 1, at: HOSTILE, who: HOSTILE, kind: 'read', why: HOSTILE }],
});
