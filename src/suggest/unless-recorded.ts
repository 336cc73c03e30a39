/** What a module reads out of words gives way to a code of the same family that the record carries itself: checked, not guessed again. */
import type { Facts, Service } from '../chart/index.ts';
import type { Citation, Query, ServiceSuggestion, Uncoded } from './model.ts';
import { nameIn } from './spoken-service.ts';
import { recordedCodes } from './visit-kind.ts';

const CITATION: Citation = { source: 'HL7 FHIR R4', section: 'ChargeItem.code' };

export interface Outcome {
  readonly services?: readonly ServiceSuggestion[];
  readonly queries?: readonly Query[];
  readonly uncoded?: readonly Uncoded[];
}

/** `family`: all codes of which the record can carry only one for what was done. Another one than read is asked about. */
export function unlessRecorded(
  s: Service,
  family: readonly string[],
  lines: readonly ServiceSuggestion[],
  facts: Facts,
): Outcome {
  const recorded = recordedCodes(facts).find((r) => family.includes(r.code) && sameDay(r.service, s));
  if (!recorded) return { services: lines };
  const { code } = recorded;
  const other = lines.find((l) => l.code !== code && !lines.some((x) => x.code === code));
  if (other) return { queries: [differs(s, code, other.code)] };
  return {
    uncoded: [
      {
        about: s.id,
        reason: 'replaced',
        explanation: `The recorded code ${code} stands for ${nameOf(s)}.`,
        citation: CITATION,
        evidence: s.evidence,
      },
    ],
  };
}

const differs = (s: Service, recorded: string, read: string): Query => ({
  id: 'procedure-code-differs',
  about: s.id,
  question: `${nameOf(s)}: ${recorded} is recorded, and the documentation reads as ${read}. Which one is right?`,
  options: [recorded, read].map((code) => ({ answer: code, code })),
  citation: CITATION,
  evidence: s.evidence,
});

const nameOf = (s: Service): string => nameIn(s).split(';')[0] ?? s.id;

const sameDay = (a: Service, b: Service): boolean =>
  a.date === undefined || b.date === undefined || a.date === b.date;
