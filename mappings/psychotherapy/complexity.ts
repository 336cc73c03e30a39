/** Interactive complexity: only beside an evaluation or a session, and only where the record says what made it so (CPT, 90785). */
import {
  type Facts,
  type ModuleContext,
  type ServiceSuggestion,
  SYSTEM,
  saidIn,
  service,
} from '../../src/suggest/module.ts';
import { PSYCHIATRY, type Tables } from './tables.ts';

/** An interpreter alone is none (CMS Pub. 100-04 ch. 12 §210.1; CPT). */
const SAID =
  /\b(?:interactive complexity|play (?:equipment|therapy materials)|mandated report(?:ing)?|report(?:ed)? to (?:CPS|child protective services|adult protective services)|(?:caregiver|guardian|parent) (?:emotions|behaviou?r) (?:that )?interfer\w{2,4})\b/gi;

export function complexity(
  line: ServiceSuggestion,
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
): readonly ServiceSuggestion[] {
  const said = saidIn(facts, SAID, { done: true });
  if (said.length === 0) return [];
  return [
    service({
      system: SYSTEM.cpt,
      code: tables.complexity,
      label: 'interactive complexity',
      date: line.date,
      problems: line.problems,
      confidence: 0.8,
      evidence: said,
      rule: context.rule('interactive-complexity', PSYCHIATRY),
    }),
  ];
}
