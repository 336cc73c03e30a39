/** A test that the practice charges and another laboratory performed: 90, or a question where only that laboratory may bill (CMS Pub. 100-04 ch. 16 §40.1). */
import {
  type Facts,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  payerKindOf,
  procedureLabel,
  recordedCodes,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { outsideQuery } from './queries.ts';
import type { Tables, Test } from './tables.ts';

export function outside(
  facts: Facts,
  context: ModuleContext,
  { byLoinc }: Tables,
  here: (m: Measurement) => boolean,
): ModuleOutput {
  const charged = recordedCodes(facts).filter((r) => r.service.kind === 'charge');
  const sent = facts.measurements.flatMap((m) => {
    const test = m.concept.codings
      .map((c) => byLoinc.get(c.code))
      .find((t): t is Test => t?.code !== undefined);
    const charge = charged.find((r) => r.code === test?.code);
    const elsewhere = m.performer?.startsWith('Organization/') === true && !here(m);
    return charge && test && elsewhere ? [{ m, charge, test }] : [];
  });
  const byCode = [...new Map(sent.map((s) => [s.charge.code, s])).values()].filter(
    ({ charge }) => !charge.service.recordedModifiers.includes('90'),
  );
  if (payerKindOf(facts) === 'medicare')
    return { queries: byCode.map(({ m, charge }) => outsideQuery(m, charge.code)) };
  return {
    services: byCode.map(({ m, charge, test }) =>
      service({
        system: SYSTEM.cpt,
        code: charge.code,
        label: procedureLabel(charge.code, context, test.label),
        date: charge.service.date ?? facts.visit.date,
        modifiers: [{ code: '90', reason: 'Performed by an outside laboratory', evidence: m.evidence }],
        confidence: 0.9,
        evidence: m.evidence,
        rule: context.rule('outside-laboratory', {
          source: 'CMS Medicare Claims Processing Manual ch. 16',
          section: '40.1',
        }),
      }),
    ),
  };
}
