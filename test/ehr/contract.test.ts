import { fakeEhr } from '../../src/ehr/index.ts';
import { resources } from '../sandbox/small-chart.ts';
import { startSmall } from '../sandbox/support.ts';
import { ehrContract } from './contract.ts';
import { connect } from './support.ts';

ehrContract('the fake EHR', async () => {
  const ehr = fakeEhr(resources);
  return {
    ehr,
    count: (type) => ehr.written.filter((r) => r.resourceType === type).length,
    close: async () => {},
  };
});

ehrContract('a connection to a FHIR server', async () => {
  const { sandbox } = await startSmall();
  const { ehr } = connect(`${sandbox.url}/`);
  return { ehr, count: (type) => sandbox.counts()[type] ?? 0, close: () => sandbox.close() };
});
