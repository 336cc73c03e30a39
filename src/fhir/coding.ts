/** Reading R4 Coding and CodeableConcept (datatypes.html#codeableconcept) whatever form the EHR gave them. */
import type { CodeableConcept, Coding } from './r4.ts';
import { canonicalSystem } from './systems.ts';

/** A coding in normal form: canonical system, trimmed code. */
export interface NormalCoding {
  readonly system: string | undefined;
  readonly code: string;
  readonly display: string | undefined;
}

/** The codings of a concept that carry a code, in the order given, with canonical systems. */
export function codingsOf(concept: CodeableConcept | undefined): readonly NormalCoding[] {
  return (concept?.coding ?? []).flatMap((c) => normalCoding(c) ?? []);
}

export function normalCoding(coding: Coding | undefined): NormalCoding | undefined {
  const code = coding?.code?.trim();
  if (!code) return undefined;
  return { system: canonicalSystem(coding?.system), code, display: coding?.display };
}

/** The first code of one system, or undefined. */
export function codeIn(concept: CodeableConcept | undefined, system: string): string | undefined {
  return codingsOf(concept).find((c) => c.system === system)?.code;
}

/** Whether any of the concepts has the code in the system. */
export function hasCode(
  concepts: CodeableConcept | readonly CodeableConcept[] | undefined,
  system: string,
  ...codes: readonly string[]
): boolean {
  const all = concepts === undefined ? [] : Array.isArray(concepts) ? concepts : [concepts];
  return all.some((concept: CodeableConcept) =>
    codingsOf(concept).some((c) => c.system === system && codes.includes(c.code)),
  );
}

/** The words of a concept: its text, else the first display, else the first code. */
export function wordsOf(concept: CodeableConcept | undefined): string {
  const display = concept?.coding?.find((c) => c.display)?.display;
  return (concept?.text ?? display ?? concept?.coding?.find((c) => c.code)?.code ?? '').trim();
}
