/** QW on a waived test that the record carries as a code, where the practice holds a certificate of waiver and nothing else (CMS Pub. 100-04 ch. 16 §70.8). */
import {
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  procedureLabel,
  recordedCodes,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { WAIVED } from './queries.ts';
import type { Tables } from './tables.ts';

export function waivedAsRecorded(
  facts: Facts,
  context: ModuleContext,
  { byLoinc, noModifier }: Tables,
): ModuleOutput {
  const holder = facts.parties.find((p) => p.role === 'billing');
  if (holder?.clia !== 'waiver') return {};
  const kits = new Map(
    [...byLoinc.values()].flatMap((t) =>
      t.waived === undefined
        ? [t.code ?? [], t.ask ?? []].flat().map((code) => [code, t.label] as const)
        : [],
    ),
  );
  const done = recordedCodes(facts).filter(
    ({ code, service: s }) =>
      kits.has(code) && !noModifier.has(code) && !s.recordedModifiers.some((m) => m === 'QW' || m === '90'),
  );
  return {
    services: done.map(({ code, service: s }) =>
      service({
        system: SYSTEM.cpt,
        code,
        label: procedureLabel(code, context, kits.get(code) ?? code),
        date: s.date ?? facts.visit.date,
        modifiers: [
          {
            code: 'QW',
            reason: 'Waived test of a practice with a certificate of waiver',
            evidence: s.evidence,
          },
        ],
        problems: s.reasons,
        confidence: 0.9,
        evidence: s.evidence,
        rule: context.rule('waived-as-recorded', WAIVED),
      }),
    ),
  };
}
