/** An EHR with encounters of one patient, and everything that sending their claims needs, on fakes. */
import {
  type Channel,
  fakeChannel,
  memoryControlNumbers,
  memoryInbox,
  memoryPastLines,
  memoryResults,
  memorySentClaims,
} from '../../../src/clearinghouse/index.ts';
import { fakeEhr } from '../../../src/ehr/index.ts';
import type { Resource } from '../../../src/fhir/index.ts';
import {
  type ClaimRoute,
  caseCodec,
  caseLookup,
  inputsFrom,
  keepingPast,
  type ProcessDeps,
  processEncounter,
} from '../../../src/flow/index.ts';
import { type Clock, frozenClock } from '../../../src/kernel/index.ts';
import { memoryCaseStore } from '../../../src/review/index.ts';
import { PARTNER } from '../../clearinghouse/support.ts';
import { example, NOW, resourcesOf, standing } from '../../support/service.ts';

const { knowledge } = await standing();
const { kind: _kind, ...X12 } = PARTNER;

/** The encounter of an example. */
export const encounterOf = (name: string): string => example(name).expected.encounter.split('/')[1] ?? '';
export const chartOf = (name: string): readonly Resource[] => resourcesOf(example(name).bundle);

/** The same encounter once more under other ids, on another day where one is given. */
export function copied(
  resources: readonly Resource[],
  encounter: string,
  to: string,
  days?: readonly [from: string, to: string],
): readonly Resource[] {
  const own = resources.filter(
    (r) => r.id === encounter || JSON.stringify(r).includes(`"Encounter/${encounter}"`),
  );
  const text = own.reduce(
    (all, { resourceType, id }) =>
      all
        .replaceAll(`"id":"${id}"`, `"id":"${to}-${id}"`)
        .replaceAll(`"${resourceType}/${id}"`, `"${resourceType}/${to}-${id}"`),
    JSON.stringify(own),
  );
  return JSON.parse(days ? text.replaceAll(days[0], days[1]) : text) as readonly Resource[];
}

export function site(
  resources: readonly Resource[],
  over: { readonly channel?: Channel; readonly clock?: Clock; readonly x12?: boolean } = {},
) {
  const past = memoryPastLines();
  const cases = keepingPast(memoryCaseStore(caseCodec), past);
  const clock = over.clock ?? frozenClock(NOW);
  const process: ProcessDeps = {
    ...{ ehr: fakeEhr(resources), cases, clock, knowledge },
    inputs: inputsFrom({ past, clock }),
  };
  const channel = over.channel ?? fakeChannel('partner');
  const routes: readonly ClaimRoute[] = [
    { channel, x12: over.x12 === false ? undefined : X12, payers: undefined },
  ];
  const ports = {
    ...{ cases, clock, routes },
    sent: memorySentClaims(),
    numbers: memoryControlNumbers(),
    inbox: memoryInbox(),
    results: memoryResults(),
    lookup: caseLookup(cases),
  };
  return { ...ports, past, process, run: (id: string) => processEncounter(id, process) };
}

/** A 277CA that accepts the claim and gives it the payer's own number. */
export const accepted = (number: string, charge: string, icn: string): string =>
  `${[
    'ISA*00*          *00*          *ZZ*CLEARING       *ZZ*CLAIMWRIGHT    *261125*1200*^*00501*000000009*0*T*:',
    'GS*HN*CLEARING*CLAIMWRIGHT*20261125*1200*9*X*005010X214',
    'ST*277*0001*005010X214',
    'BHT*0085*08*R1*20261125*1200*TH',
    'HL*1**20*1',
    'NM1*AY*2*EXAMPLE CLEARINGHOUSE*****46*CH1',
    'TRN*1*R1',
    'DTP*050*D8*20261125',
    'DTP*009*D8*20261125',
    'HL*2*1*21*1',
    'NM1*41*2*EXAMPLE CLINIC*****46*EX1',
    'TRN*2*000000001',
    'STC*A1:19:PR*20261125*WQ*100',
    'HL*3*2*19*1',
    'NM1*85*2*EXAMPLE CLINIC*****XX*1234567893',
    'TRN*1*0',
    'HL*4*3*PT',
    'NM1*QC*1*EXAMPLE*ADA****MI*M1',
    `TRN*2*${number}`,
    `STC*A2:20*20261125*WQ*${charge}`,
    `REF*1K*${icn}`,
    'SE*20*0001',
    'GE*1*9',
    'IEA*1*000000009',
  ].join('~')}~`;
