/** Sessions that are chosen by who was there or why, not by the bands of individual therapy: family, group, crisis (CPT 90839, 90840, 90846, 90847, 90853). */
import { type Evidence, type Facts, namedBy, type Sourced, saidIn } from '../../src/suggest/module.ts';
import type { Tables } from './tables.ts';

export interface OtherSession {
  /** Code and units; none where the minutes do not suffice. */
  readonly codes: readonly (readonly [code: string, units: number])[];
  readonly label: string;
  readonly evidence: readonly Evidence[];
}

const FAMILY = /\b(?:family|conjoint|couples?) (?:psycho)?therapy\b|\b(?:family|conjoint) session\b/i;
const GROUP = /\bgroup (?:psycho)?therapy\b/i;
const CRISIS = /\b(?:psychotherapy for crisis|crisis psychotherapy|crisis (?:therapy|session))\b/i;
const ABSENT =
  /\bwithout (?:the )?(?:patient|child|client)\b|\b(?:patient|child|client) (?:was )?(?:not present|absent)\b/gi;

/** Undefined: an individual session. */
export function otherSession(
  facts: Facts,
  minutes: Sourced<number> | undefined,
  { family, group, crisis }: Tables,
): OtherSession | undefined {
  const called = (pattern: RegExp): readonly Evidence[] => [
    ...namedBy(facts.visit, pattern),
    ...saidIn(facts, new RegExp(pattern.source, 'gi')),
  ];
  const groups = namedBy(facts.visit, GROUP);
  if (groups.length > 0) return { codes: [[group, 1]], label: 'group psychotherapy', evidence: groups };
  const families = namedBy(facts.visit, FAMILY);
  if (families.length > 0 && minutes) {
    const alone =
      saidIn(facts, ABSENT).length > 0 || namedBy(facts.visit, /\bwithout (?:the )?patient\b/i).length > 0;
    const code = alone ? family.without : family.with;
    const label = `family psychotherapy ${alone ? 'without' : 'with'} the patient`;
    return { codes: minutes.value >= family.from ? [[code, 1]] : [], label, evidence: families };
  }
  const crises = called(CRISIS);
  if (crises.length === 0 || !minutes || minutes.value < crisis.from) return undefined;
  const { more } = crisis;
  const further = minutes.value < more.from ? 0 : Math.floor((minutes.value - more.from) / more.step) + 1;
  const codes: OtherSession['codes'] = [
    [crisis.code, 1],
    ...(further > 0 ? [[more.code, further] as const] : []),
  ];
  return { codes, label: 'psychotherapy in a crisis', evidence: crises };
}
