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
