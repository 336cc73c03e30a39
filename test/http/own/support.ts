/** The application with a few resources of each served type, on fakes that need no code sets. */
import { capabilityOf } from '../../../src/compose-capability.ts';
import { memoryOwnResources, type OwnResources } from '../../../src/flow/index.ts';
import { createApp, type HttpDeps } from '../../../src/http/index.ts';
import { readConformance } from '../../../src/store/index.ts';
import {
  all,
  auditEvent,
  BASE,
  claim,
  provenance,
  response,
  task,
} from '../../flow/own-resources/resources.ts';
import { lightDeps, NOW } from '../auth/support.ts';

export const KEPT = '2026-03-07T10:00:00.000Z';

export async function filled(): Promise<OwnResources> {
  const own = memoryOwnResources();
  await own.keep(all(claim('c1', { status: 'draft' }), claim('c2'), claim('c3')), KEPT);
  await own.keep(
    all(
      claim('c1'),
      ...[response('r1', 'c1'), response('r2', 'c2'), provenance('p1', 'c1')],
      ...[task('t1', 'ClaimResponse/r1', 'c1'), auditEvent('1')],
      {
        ...{ resourceType: 'PaymentReconciliation', id: 'm1', status: 'active', created: KEPT },
        ...{ paymentDate: '2026-03-07', paymentAmount: { value: 1, currency: 'USD' } },
        detail: [
          {
            type: { text: 'payment' },
            request: { reference: 'Claim/c1' },
            response: { reference: 'ClaimResponse/r1' },
          },
        ],
      },
    ),
    NOW,
  );
  return own;
}

export const definitions = readConformance();
export const capability = capabilityOf(definitions, NOW.slice(0, 10));

export async function depsOn(over: Partial<HttpDeps> = {}): Promise<Partial<HttpDeps>> {
  const own = { resources: await filled(), publicUrl: () => BASE.replace(/\/fhir$/, '') };
  return { own, conformance: { definitions, capability }, ...over };
}

export const appWith = async (over: Partial<HttpDeps> = {}) => createApp(lightDeps(await depsOn(over)));
