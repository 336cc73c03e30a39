/** The order of diagnoses: first-listed or principal, etiology before manifestation, status and external cause last. */
import type { Facts } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { Terminology } from '../terminology/index.ts';
import { guideline } from './draft.ts';
import type { DiagnosisSuggestion, Sequenced, ServiceSuggestion } from './model.ts';
import { bandOf } from './sequence/bands.ts';
import { pairsInOrder } from './sequence/before.ts';
import { leaderFirst } from './sequence/lead.ts';
import { recordedKey, recordedPlacing } from './sequence/recorded.ts';
import { type Placing, sceneOf } from './sequence/scene.ts';

export { isExternalCause } from './sequence/z-codes.ts';

/** Codes of these bands and behind stand after all others: a status, an external cause. */
const LAST_BAND = 5;

/** Each diagnosis says which rule put it where it stands. */
export function sequenceDiagnoses(
  diagnoses: readonly DiagnosisSuggestion[],
  facts: Facts,
  terminology: Terminology,
  on: ServiceDate,
): readonly DiagnosisSuggestion[] {
  const scene = sceneOf(diagnoses, facts, terminology, on);
  const placings = new Map<DiagnosisSuggestion, Placing>();
  const keyed = diagnoses.map((d, i) => {
    const recorded = recordedKey(d, scene);
    const placing = bandOf(d, scene) ?? recordedPlacing(recorded, scene);
    placings.set(d, placing);
    return { d, key: [placing.band, ...recorded, i] as const };
  });
  keyed.sort((a, b) => compare(a.key, b.key));
  const { diagnoses: paired, called } = pairsInOrder(
    keyed.map((k) => k.d),
    scene,
  );
  const last = (d: DiagnosisSuggestion): boolean => (placings.get(d)?.band ?? 0) >= LAST_BAND;
  return leaderFirst(paired, last).map((d) => ({
    ...d,
    sequenced: sequencedBy(called.get(d.code) ?? placings.get(d), on),
  }));
}

function sequencedBy(placing: Omit<Placing, 'band'> | undefined, on: ServiceDate): Sequenced {
  const { rule = 'recorded', section = 'IV.G', why = 'In the order recorded.' } = placing ?? {};
  return { rule, why, citation: guideline(section, on) };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Lines by day, and on a day the visit before what was done at it: the order in which a claim is read and priced. */
export function sequenceServices(services: readonly ServiceSuggestion[]): readonly ServiceSuggestion[] {
  const keyed = services.map((s, i) => ({
    s,
    key: `${s.date ?? ''} ${isVisit(s.code) ? 0 : 1} ${String(i).padStart(4, '0')}`,
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map((k) => k.s);
}

/** Evaluation and management, preventive and telemedicine visits. */
const isVisit = (code: string): boolean => /^(?:99[2-4]\d\d|980(?:0\d|1[0-6])|G043[89]|G0402)$/.test(code);
