/** Whether a visit was for pain control or management, the one case where G89 leads (guideline I.C.6.b.1.a). */
import type { DiagnosisSuggestion } from '../model.ts';
import { problemsOf, type Scene } from './scene.ts';

const PAIN_VISIT =
  /\bpain (?:management|control|clinic|medicine)\b|\b(?:nerve block|epidural (?:steroid )?injection|neurostimulator|intrathecal pump)\b/i;

export function isPainReason(d: DiagnosisSuggestion, scene: Scene): boolean {
  const { types, reasons } = scene.facts.visit;
  if ([...types, ...reasons].some((c) => PAIN_VISIT.test(c.words.slice(0, 500)))) return true;
  return problemsOf(d, scene).some(({ problem }) => problem.rank === 1);
}
