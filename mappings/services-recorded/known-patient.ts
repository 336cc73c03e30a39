/** A code for a new patient where the record shows a visit within three years: it cannot stand (CMS Pub. 100-04 ch. 12 §30.6.7.A). */
import {
  type Citation,
  type Facts,
  type ModuleContext,
  procedureLabel,
  type Service,
  type ServiceSuggestion,
} from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

const CITATION: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '30.6.7.A' };

/** The code of the same level for an established patient, and a question: by time the levels need not correspond. */
export function forKnownPatient(
  line: ServiceSuggestion,
  s: Service,
  { visit }: Facts,
  context: ModuleContext,
  { newToEstablished }: Tables,
): ServiceSuggestion {
  const instead = newToEstablished[line.code];
  const status = visit.patientStatus;
  if (instead === undefined || status.value !== 'established') return line;
  return {
    ...line,
    code: instead,
    label: procedureLabel(instead, context, 'visit of an established patient, of the recorded level'),
    confidence: Math.min(line.confidence, 0.6),
    evidence: [...line.evidence, ...status.evidence],
    rule: context.rule('recorded-as-new', CITATION),
    alternatives: [...line.alternatives, { code: line.code, why: 'as recorded, for a new patient' }],
    queries: [
      ...line.queries,
      {
        id: 'recorded-as-new',
        about: s.id,
        question: `${line.code} is recorded, which is for a new patient, and the record shows a visit within three years. Is it ${instead}?`,
        options: [
          { answer: 'Yes, seen before', code: instead },
          { answer: 'No, of another specialty: new to this one', code: line.code },
        ],
        citation: CITATION,
        evidence: [...s.evidence, ...status.evidence],
      },
    ],
  };
}
