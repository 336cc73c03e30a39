/** Short ways for an edit to write its hits and its verdict. */
import { SYSTEM } from '../fhir/index.ts';
import type { EditVerdict, Fix, Hit, Severity } from './model.ts';

interface HitRest {
  readonly codes?: readonly string[];
  readonly params?: Hit['params'];
  readonly severity?: Severity | undefined;
  readonly fix?: Fix | undefined;
}

const hit = (answer: Hit['answer'], message: string, expression: string, rest: HitRest): Hit => ({
  answer,
  message,
  expression,
  codes: rest.codes ?? [],
  params: rest.params ?? {},
  ...(rest.severity ? { severity: rest.severity } : {}),
  ...(rest.fix ? { fix: rest.fix } : {}),
});

export const fail = (message: string, expression: string, rest: HitRest = {}): Hit =>
  hit('fail', message, expression, rest);

export const cannotTell = (message: string, expression: string, rest: HitRest = {}): Hit =>
  hit('cannot-tell', message, expression, rest);

export const NOT_APPLICABLE: EditVerdict = { answer: 'not-applicable' };

/** For an edit that lacks what another edit already reports (no date of service, an unknown code). */
export const CANNOT_TELL: EditVerdict = { answer: 'cannot-tell', hits: [] };

/** The verdict of an edit that looked at something; `partly` when it could not look at everything. */
export function verdictOf(hits: readonly Hit[], partly = false): EditVerdict {
  if (hits.some((h) => h.answer === 'fail')) return { answer: 'fail', hits };
  return hits.length > 0 || partly ? { answer: 'cannot-tell', hits } : { answer: 'pass' };
}

const CODE_LIKE = /^[A-Za-z0-9.-]{1,12}$/;

/** A code as a message may show it: a field that holds anything longer may hold a name, and is not repeated. */
export const shown = (code: string): string => (CODE_LIKE.test(code) ? code : '(text that is no code)');

const SYSTEM_NAMES: ReadonlyMap<string, string> = new Map([
  [SYSTEM.icd10cm, 'ICD-10-CM'],
  [SYSTEM.icd10pcs, 'ICD-10-PCS'],
  [SYSTEM.icd9cm, 'ICD-9-CM'],
  [SYSTEM.snomed, 'SNOMED CT'],
  [SYSTEM.cpt, 'CPT'],
  [SYSTEM.hcpcs, 'HCPCS Level II'],
  [SYSTEM.loinc, 'LOINC'],
  [SYSTEM.rxnorm, 'RxNorm'],
  [SYSTEM.cvx, 'CVX'],
  [SYSTEM.ndc, 'NDC'],
]);

/** The name of a code system, never the URI that was sent. */
export const systemName = (system: string): string => SYSTEM_NAMES.get(system) ?? 'another code system';

/** `a, b, c and 4 more`. */
export function listed(all: readonly string[], most = 5): string {
  const rest = all.length - most;
  return rest > 0 ? `${all.slice(0, most).join(', ')} and ${rest} more` : all.join(', ');
}
