/** Which diagnoses a claim carries and which of them each line points at (837P HI: 12 of them; SV107: four pointers). */
import type { DiagnosisSuggestion, ServiceSuggestion } from '../suggest/index.ts';

export const MOST_DIAGNOSES = 12;
const MOST_POINTERS = 4;

export interface Pointers {
  /** Diagnosis sequences from 1, most important first. */
  readonly sequences: readonly number[];
  /** The service names problems and none of them is coded, so the first diagnoses stand in. */
  readonly assumed: boolean;
}

export interface DiagnosisPlan {
  readonly kept: readonly DiagnosisSuggestion[];
  readonly leftOut: readonly DiagnosisSuggestion[];
  /** One entry per service, in their order. */
  readonly pointers: readonly Pointers[];
}

export function planDiagnoses(
  diagnoses: readonly DiagnosisSuggestion[],
  services: readonly ServiceSuggestion[],
): DiagnosisPlan {
  const wanted = services.map((s) => wantedBy(s, diagnoses));
  const kept = keptOf(diagnoses, wanted);
  const leftOut = diagnoses.filter((d) => !kept.includes(d));
  const pointers = services.map((s, i) => pointersOf(s, wanted[i] ?? [], kept));
  return { kept, leftOut, pointers };
}

/** External causes (V00–Y99) say how, not what: they stand behind the injury and justify no service (I.C.20.a). */
const isExternalCause = (d: DiagnosisSuggestion): boolean => /^[V-Y]/.test(d.code);

/** The diagnoses that speak for the service's problems, in the order of the problems; empty when none does. */
export function wantedBy(
  service: ServiceSuggestion,
  diagnoses: readonly DiagnosisSuggestion[],
): readonly DiagnosisSuggestion[] {
  const all = service.problems.flatMap((id) => diagnoses.filter((d) => d.problems.includes(id)));
  const matched = [...new Set(all)];
  const conditions = matched.filter((d) => !isExternalCause(d));
  return conditions.length > 0
    ? [...conditions, ...matched.filter(isExternalCause)].slice(0, MOST_POINTERS)
    : [];
}

/** The first twelve when not all fit: the principal, then what lines point at (first pointers first), then the rest. */
function keptOf(
  diagnoses: readonly DiagnosisSuggestion[],
  wanted: readonly (readonly DiagnosisSuggestion[])[],
): readonly DiagnosisSuggestion[] {
  const rank = (d: DiagnosisSuggestion, i: number): number => {
    const positions = wanted.map((list) => list.indexOf(d)).filter((at) => at >= 0);
    return i === 0 ? -1 : Math.min(MOST_POINTERS, ...positions);
  };
  const ranked = diagnoses.map((d, i) => ({ d, i, rank: rank(d, i) }));
  const first = ranked.sort((a, b) => a.rank - b.rank || a.i - b.i).slice(0, MOST_DIAGNOSES);
  return first.sort((a, b) => a.i - b.i).map(({ d }) => d);
}

function pointersOf(
  service: ServiceSuggestion,
  wanted: readonly DiagnosisSuggestion[],
  kept: readonly DiagnosisSuggestion[],
): Pointers {
  const present = wanted.filter((d) => kept.includes(d));
  const targets =
    present.length > 0 ? present : kept.filter((d) => !isExternalCause(d)).slice(0, MOST_POINTERS);
  return {
    sequences: targets.map((d) => kept.indexOf(d) + 1),
    assumed: present.length === 0 && service.problems.length > 0 && targets.length > 0,
  };
}
