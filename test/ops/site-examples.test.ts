/** The example files of a site, which docs/ refers to, are read by the readers of the configuration. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAuth, readClearinghouse, readConnections } from '../../src/ops/index.ts';

const SITE = join(import.meta.dirname, '..', '..', 'examples', 'site');

describe('the examples of a site', () => {
  it('connect two EHRs, their secrets named from the folder of the file', () => {
    const [general, clinic] = readConnections(join(SITE, 'connections.json'));
    expect(general?.triggers?.subscription?.secretFile).toBe(join(SITE, 'secrets', 'general-notify'));
    expect(clinic).toMatchObject({ id: 'clinic', writeBack: 'task', triggers: { poll: { every: 300 } } });
  });

  it('say who may ask, for connections that exist', () => {
    const auth = readAuth(join(SITE, 'auth.json'), ['general', 'clinic']);
    expect(auth.cdsClients?.map((c) => c.connection)).toEqual(['general']);
    expect(() => readAuth(join(SITE, 'auth.json'), ['clinic'])).toThrow('there is no connection general');
  });

  it('send claims by a folder and to a payer, as tests', () => {
    const { channels } = readClearinghouse(join(SITE, 'clearinghouse.json'));
    expect(channels.map((c) => c.kind)).toEqual(['directory', 'fhir-submit']);
    expect(channels[0]).toMatchObject({ x12: { usage: 'T' } });
  });
});
