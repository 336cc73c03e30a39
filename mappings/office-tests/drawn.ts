/** Blood drawn in the practice: once a day, from a vein; from the skin where a payer pays for it (CMS Pub. 100-04 ch. 16 §60.1). */
import {
  type Citation,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  nameIn,
  payerKindOf,
  plainly,
  procedureLabel,
  type Service,
  SYSTEM,
  service,
  speaksOf,
  uncodedProcedures,
  unlessRecorded,
} from '../../src/suggest/module.ts';
import type { Drawn, Tables } from './tables.ts';

const COLLECTION: Citation = { source: 'CMS Medicare Claims Processing Manual ch. 16', section: '60.1' };

export function drawnHere(facts: Facts, context: ModuleContext, { drawn }: Tables): ModuleOutput {
  const done = uncodedProcedures(facts);
  const [vein] = done.filter((s) => isDrawn(s, drawn.vein));
  if (vein) return lineOf(vein, drawn.vein, facts, context);
  const [skin] = done.filter((s) => isDrawn(s, drawn.skin));
  if (!skin) return {};
  return payerKindOf(facts) === 'medicare'
    ? { uncoded: [bundled(skin)] }
    : lineOf(skin, drawn.skin, facts, context);
}

const isDrawn = (s: Service, { names, snomed }: Drawn): boolean =>
  s.concept.codings.some((c) => snomed.includes(c.code)) || speaksOf(plainly(nameIn(s)), names);

const lineOf = (s: Service, { code, label }: Drawn, facts: Facts, context: ModuleContext): ModuleOutput =>
  unlessRecorded(
    s,
    ['36415', '36416'],
    [
      service({
        system: SYSTEM.cpt,
        code,
        label: procedureLabel(code, context, label),
        date: s.date ?? facts.visit.date,
        problems: s.reasons,
        confidence: 0.93,
        evidence: s.evidence,
        rule: context.rule('blood-drawn', COLLECTION),
      }),
    ],
    facts,
  );

/** Fee schedule status B: its payment is in that of other services. */
const bundled = (s: Service) => ({
  about: s.id,
  reason: 'integral' as const,
  explanation: 'Medicare pays nothing of its own for blood from a finger, heel or ear.',
  citation: COLLECTION,
  evidence: s.evidence,
});
