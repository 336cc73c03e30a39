/** What is asked of the clinician or the charge desk when a recorded service is not clear enough for a line. */
import type { Citation, Evidence, Query, Service } from '../../src/suggest/module.ts';
import type { TimeBand } from './tables.ts';

const R4 = (element: string): Citation => ({ source: 'HL7 FHIR R4', section: element });

const elementOf = (s: Service, name: string): string =>
  `${s.kind === 'charge' ? 'ChargeItem' : 'Procedure'}.${name}`;

const nameOf = (s: Service): string => s.concept.words || s.id;

const query = (
  id: string,
  s: Service,
  question: string,
  options: Query['options'],
  citation: Citation,
  evidence: readonly Evidence[] = s.evidence,
): Query => ({ id, about: s.id, question, options, citation, evidence });

export const shapeQuery = (s: Service, broken: readonly string[]): Query =>
  query(
    'service-code-shape',
    s,
    `"${broken.join('", "')}" of ${nameOf(s)} is not a CPT or HCPCS code. Which code is meant?`,
    [{ answer: 'The right code' }, { answer: 'Nothing to bill' }],
    { source: '45 CFR 162.1002', section: '(c)' },
  );

/** A module that knows the procedure speaks of it itself. */
export const unmappedQuery = (s: Service): Query => ({
  ...query(
    'service-unmapped',
    s,
    `${nameOf(s)} was done and has no CPT or HCPCS code. Which code is it billed with?`,
    [{ answer: 'A CPT or HCPCS code' }, { answer: 'It is part of the visit or billed by someone else' }],
    { source: '45 CFR 162.1002', section: '(c)' },
  ),
  lastResort: true,
});

export const statusQuery = (s: Service, code: string): Query =>
  query(
    'service-status',
    s,
    `${nameOf(s)} (${code}) has the status ${s.status}. Is it to be billed on this claim?`,
    [
      { answer: 'Yes, it was done in full', code },
      { answer: 'In part: modifier 52 or 53' },
      { answer: 'No' },
    ],
    R4(elementOf(s, 'status')),
  );

export const unitsQuery = (s: Service): Query =>
  query(
    'service-units',
    s,
    `The quantity of ${nameOf(s)} is ${s.quantity?.value}; a line takes whole units from 1. How many?`,
    [],
    R4(elementOf(s, 'quantity')),
  );

export const codesQuery = (s: Service, codes: readonly string[]): Query =>
  query(
    'service-codes-differ',
    s,
    `${nameOf(s)} carries ${codes.join(' and ')}. Which one is billed?`,
    codes.map((code) => ({ answer: code, code })),
    R4(elementOf(s, 'code')),
  );

export const modifierQuery = (s: Service, wrong: readonly string[]): Query =>
  query(
    'service-modifier-shape',
    s,
    `${wrong.join(', ')} of ${nameOf(s)} is not a modifier. Which one is meant?`,
    [],
    R4(elementOf(s, 'code')),
  );

export const sideQuery = (s: Service, code: string): Query =>
  query(
    'service-side',
    s,
    `On which side was ${nameOf(s)} (${code}) done?`,
    [{ answer: 'Right (RT)' }, { answer: 'Left (LT)' }, { answer: 'Both (50)' }],
    { source: 'CMS Medicare Claims Processing Manual ch. 12', section: '40.7' },
  );

export const repeatQuery = (s: Service, code: string): Query =>
  query(
    'service-repeated',
    s,
    `${code} is recorded more than once for ${s.date ?? 'the visit'}. Was it done more than once, or entered twice?`,
    [{ answer: 'Entered twice' }, { answer: 'Done more than once: units, or modifier 76 or 59' }],
    { source: 'NCCI Policy Manual', section: 'ch. 1 §V' },
  );

export const timeQuery = (s: Service, code: string, minutes: number, band: TimeBand | undefined): Query =>
  query(
    'psychotherapy-time',
    s,
    `${minutes} minutes are documented, which is not the time of ${code}. Which is right?`,
    [
      band
        ? { answer: `${minutes} minutes`, code: band.code }
        : { answer: `${minutes} minutes: too short to report` },
      { answer: 'The code; the time is to be corrected', code },
    ],
    { source: 'CPT', section: 'Psychotherapy, time' },
    [...s.evidence, ...s.notes.flatMap((n) => n.evidence)],
  );
