/** A stay in a facility: when it began and ended, how urgent, from where and to where (R4 Encounter.hospitalization; 837I CL1). */

import type { Chart } from '../chart.ts';
import { evidence } from '../evidence.ts';
import type { Stay } from '../facts.ts';
import { conceptOf, idOf } from './common.ts';

export function readStay({ encounter }: Chart): Stay {
  const { hospitalization, priority, period } = encounter;
  const id = idOf(encounter);
  const { admitSource, dischargeDisposition } = hospitalization ?? {};
  return {
    admitted: period?.start,
    discharged: period?.end,
    priority: priority && conceptOf(priority),
    admitSource: admitSource && conceptOf(admitSource),
    dischargeDisposition: dischargeDisposition && conceptOf(dischargeDisposition),
    evidence: [
      ...(priority ? [evidence(id, 'Encounter.priority', conceptOf(priority).words)] : []),
      ...(admitSource
        ? [evidence(id, 'Encounter.hospitalization.admitSource', conceptOf(admitSource).words)]
        : []),
      ...(dischargeDisposition
        ? [
            evidence(
              id,
              'Encounter.hospitalization.dischargeDisposition',
              conceptOf(dischargeDisposition).words,
            ),
          ]
        : []),
    ],
  };
}
