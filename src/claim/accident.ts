/** What the patient's condition is due to (R4 Claim.accident; 837P CLM11, DTP*439; NUBC condition 02, occurrence 04): from the external
 * causes on the claim, the policy that pays, and what the record's own claim says. What is not known is left out and told. */
import type { AccidentCause, Facts } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import type { Claim, ClaimSupportingInfo } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { DiagnosisSuggestion } from '../suggest/index.ts';
import type { ClaimInput } from './model.ts';
import { payersOf } from './payer-order.ts';
import { problem } from './problems.ts';

/** X12 data element 1362. */
const RELATED_CAUSE = 'https://codesystem.x12.org/005010/1362';

export interface AccidentOnClaim {
  readonly causes: readonly AccidentCause[];
  readonly date: ServiceDate | undefined;
  readonly elements: Partial<Pick<Claim, 'accident'>>;
  /** Employment without a day has no Claim.accident, which needs one. */
  readonly information: readonly Omit<ClaimSupportingInfo, 'sequence'>[];
  readonly problems: readonly Finding[];
}

export function accidentOf(input: ClaimInput): AccidentOnClaim {
  const { facts } = input;
  const causes = causesOf(input);
  const date = facts.accident?.date ?? dateOf(input);
  const state = facts.accident?.state;
  const type = { coding: causes.map((code) => ({ system: RELATED_CAUSE, code })) };
  const none = { causes, date, elements: {}, information: [], problems: [] };
  if (causes.length === 0) return none;
  const motor = causes.includes('AA');
  if (date && (!motor || state)) {
    const locationAddress = motor && state ? { locationAddress: { state } } : {};
    return { ...none, elements: { accident: { date, type, ...locationAddress } } };
  }
  if (causes.every((cause) => cause === 'EM')) return { ...none, information: [{ category: type }] };
  const detail = date ? 'the state it happened in' : motor && !state ? 'its day and state' : 'its day';
  return { ...none, problems: [problem('claim-accident-incomplete', 'Claim.accident', { detail })] };
}

/** At most two (CLM11-1, CLM11-2), the motor accident first. */
function causesOf({ facts, diagnoses, chartSource }: ClaimInput): readonly AccidentCause[] {
  const { coverages, focal } = payersOf(facts.coverages, { chartSource, encounter: facts.visit.id });
  const policy = coverages[focal]?.policy;
  const all = new Set<AccidentCause>([
    ...(facts.accident?.causes ?? []),
    ...diagnoses.flatMap(({ code }) => CAUSES.find(([pattern]) => pattern.test(code))?.[1] ?? []),
    ...(policy === 'workers-compensation' ? (['EM'] as const) : []),
    ...(policy === 'automobile' ? (['AA'] as const) : []),
  ]);
  // Every motor accident is an accident: the more exact word stands alone.
  if (all.has('AA')) all.delete('OA');
  return (['AA', 'EM', 'OA'] as const).filter((cause) => all.has(cause));
}

/**
 * ICD-10-CM chapter 20, initial and subsequent encounters: V20–V79 riders and occupants of motor vehicles, V02–V04 and
 * V12–V14 those hit by one; Y99.0 work for pay; W00–X58 other accidents. Sequelae (7th character S) are no new accident.
 */
const CAUSES: readonly (readonly [RegExp, AccidentCause])[] = [
  [/^V(?:0[234]|1[234]|[2-7]\d)[0-9A-Z.]*(?<!S)$/, 'AA'],
  [/^Y99\.0$/, 'EM'],
  [/^(?:W\d\d|X[0-4]\d|X5[0-8])[0-9A-Z.]*(?<!S)$/, 'OA'],
];

/** The onset of the injuries, or of what caused them, where they agree on a day. */
function dateOf({ facts, diagnoses }: ClaimInput): ServiceDate | undefined {
  const days = diagnoses.filter(isInjury).flatMap(({ problems }) => onsetsOf(facts, problems));
  return new Set(days).size === 1 ? days[0] : undefined;
}

const isInjury = ({ code }: DiagnosisSuggestion): boolean => /^(?:[STVWX]|Y99)/.test(code);

const onsetsOf = ({ problems }: Facts, ids: readonly string[]): readonly ServiceDate[] =>
  ids.flatMap((id) => problems.find((p) => p.id === id)?.onset ?? []);
