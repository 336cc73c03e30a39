import { fakeEhr, type WriteBackMode } from '../../src/ehr/index.ts';
import { resources } from '../sandbox/small-chart.ts';
import { startSmall } from '../sandbox/support.ts';
import { ehrContract, writeContract } from './contract.ts';
import { type Lesser, startLesser } from './support/lesser-server.ts';
import { connect } from './support.ts';

const fake = async (writeBack?: WriteBackMode) => {
  const ehr = fakeEhr(resources, writeBack ? { writeBack } : {});
  const of = (type: string) => ehr.written.filter((r) => r.resourceType === type);
  return {
    ehr,
    count: (type: string) => of(type).length,
    held: async (type: string) => of(type),
    close: async () => {},
  };
};

const sandboxed = async (writeBack?: WriteBackMode) => {
  const { sandbox, get } = await startSmall();
  const { ehr } = connect(`${sandbox.url}/`, writeBack ? { writeBack } : {});
  return {
    ehr,
    count: (type: string) => sandbox.counts()[type] ?? 0,
    held: async (type: string) => ((await get(`/${type}`)).body.entry ?? []).map((e) => e.resource as never),
    close: () => sandbox.close(),
  };
};

const lesser = (less: Lesser) => async (writeBack?: WriteBackMode) => {
  const server = await startLesser(less);
  const { ehr } = connect(server.stub.url, writeBack ? { writeBack } : {});
  return {
    ehr,
    count: (type: string) => server.counts()[type] ?? 0,
    held: async (type: string) =>
      (((await server.get(type)) as { entry?: { resource: never }[] }).entry ?? []).map((e) => e.resource),
    close: () => server.close(),
  };
};

const SERVERS = [
  ['the fake EHR', fake],
  ['a connection to a FHIR server', sandboxed],
  ['a connection to a server without transactions', lesser({ transactions: false })],
  [
    'a connection to a server that passes over conditions',
    lesser({ transactions: false, conditions: false }),
  ],
] as const;

for (const [name, start] of SERVERS) {
  ehrContract(name, start);
  for (const mode of ['claim', 'charge', 'document', 'task', 'pull'] as const)
    writeContract(`${name}, written to as ${mode}`, mode, start);
}
