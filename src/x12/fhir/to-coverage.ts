/** SBR with 2010B* or 2330* → Coverage, with its payer and, where it is another, its subscriber. */
import type { Coverage, Resource } from '@medplum/fhirtypes';
import { loopIn } from '../claim/claim-loops.ts';
import type { Loop } from '../guide/read-loops.ts';
import { only, organization, relatedPerson, said, segmentIn } from './to-parties.ts';
import {
  COVERAGE_CLASS,
  FILING_INDICATOR,
  RELATIONSHIP,
  relationshipWord,
  SUBSCRIBER_RELATIONSHIP,
} from './vocabulary.ts';

/** Adds a resource to what is made and answers its address. */
export type Add = (resource: Resource, ...of: readonly string[]) => string;

const PLACE = 'PSTABCDEFGH';

export interface CoverageInput {
  /** 2000B or 2320. */
  readonly loop: Loop;
  readonly subscriber: Loop | undefined;
  readonly payer: Loop | undefined;
  /** PAT01 or SBR02. */
  readonly relationship: string;
  readonly patient: string;
}

export function coverage(
  { loop, subscriber, payer, relationship, patient }: CoverageInput,
  add: Add,
  name: string,
): string {
  const sbr = segmentIn(loop, 'SBR');
  const self = relationship === '18' && loop.id === '2000B';
  const person = self ? patient : add(relatedPerson(subscriber, patient), name, 'subscriber');
  const payor = add(organization(payer), name, 'payer');
  const filing = said(sbr, 9);
  const place = PLACE.indexOf(said(sbr, 1) ?? '?') + 1;
  const member = said(segmentIn(subscriber, 'NM1'), 9);
  const group = said(sbr, 3);
  const groupName = said(sbr, 4);
  const resource = only<Coverage>({
    resourceType: 'Coverage',
    status: 'active',
    ...(place > 0 ? { order: place } : {}),
    ...(filing === undefined ? {} : { type: { coding: [{ system: FILING_INDICATOR, code: filing }] } }),
    subscriber: { reference: person },
    subscriberId: member ?? '',
    beneficiary: { reference: patient },
    relationship: {
      coding: [
        { system: SUBSCRIBER_RELATIONSHIP, code: relationshipWord(relationship) },
        { system: RELATIONSHIP, code: relationship },
      ],
    },
    payor: [{ reference: payor }],
    class:
      group === undefined && groupName === undefined
        ? []
        : [
            only({
              type: { coding: [{ system: COVERAGE_CLASS, code: 'group' }] },
              value: group ?? '',
              name: groupName ?? '',
            }),
          ],
  });
  return add(resource, name, 'coverage');
}

export const otherCoverage = (loop: Loop, patient: string): CoverageInput => ({
  loop,
  subscriber: loopIn(loop, '2330A'),
  payer: loopIn(loop, '2330B'),
  relationship: said(segmentIn(loop, 'SBR'), 2) ?? '18',
  patient,
});
