/** What the readers of responses share: segments of a loop, references, dates and people, as plain values. */
import { fhirDay } from '../fhir/values.ts';
import type { Loop } from '../guide/read-loops.ts';
import type { Delimiters } from '../syntax/delimiters.ts';
import { components, element, type Segment } from '../syntax/segment.ts';

/** REF01 with REF02, DTM01 with its day, AMT01 with its amount. */
export interface Qualified {
  readonly qualifier: string;
  readonly value: string;
}

/** NM1 or N1. */
export interface Party {
  /** NM101: `QC` patient, `IL` subscriber, `74` corrected, `PR` payer, `PE` payee, `82` rendering. */
  readonly entity: string;
  readonly name: string;
  readonly given: string;
  readonly idQualifier: string;
  readonly id: string;
}

/** SVC01 or SVC06. */
export interface ProcedureId {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
}

export const segmentsOf = (loop: Loop | undefined, id: string): readonly Segment[] =>
  loop?.segments.filter((segment) => segment.id === id) ?? [];

export const firstOf = (loop: Loop | undefined, id: string): Segment | undefined =>
  loop?.segments.find((segment) => segment.id === id);

/** Element `n` of the first such segment, '' when there is none. */
export function textOf(loop: Loop | undefined, id: string, n: number): string {
  const segment = firstOf(loop, id);
  return segment ? element(segment, n) : '';
}

export const qualifiedOf = (loop: Loop, id: string, at = 2): readonly Qualified[] =>
  segmentsOf(loop, id).map((segment) => ({ qualifier: element(segment, 1), value: element(segment, at) }));

export const reference = (references: readonly Qualified[], qualifier: string): string | undefined =>
  references.find((one) => one.qualifier === qualifier)?.value || undefined;

export const partiesOf = (loop: Loop): readonly Party[] =>
  segmentsOf(loop, 'NM1').map((nm1) => ({
    entity: element(nm1, 1),
    name: element(nm1, 3),
    given: element(nm1, 4),
    idQualifier: element(nm1, 8),
    id: element(nm1, 9),
  }));

/** N1 has its name and identifier elsewhere than NM1. */
export function organizationOf(loop: Loop | undefined): Party {
  const at = (n: number): string => textOf(loop, 'N1', n);
  return { entity: at(1), name: at(2), given: '', idQualifier: at(3), id: at(4) };
}

export function procedureOf(segment: Segment, n: number, by: Delimiters): ProcedureId | undefined {
  const [qualifier = '', code = '', ...rest] = components(segment, n, by);
  if (qualifier === '' && code === '') return undefined;
  return { qualifier, code, modifiers: rest.slice(0, 4).filter((modifier) => modifier !== '') };
}

/** DTP03 or DTM02 as a day, the first of a range. */
export const dayOf = (text: string): string | undefined => fhirDay(text);
