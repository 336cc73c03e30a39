import { expect, it } from 'vitest';
import { memoryAuditTrail } from '../../src/review/index.ts';
import { access, auditTrailContract, kept } from './audit-contract.ts';

auditTrailContract('the trail in memory', async () => memoryAuditTrail());

it('forgets the oldest events of a service that runs for long, and numbers on', async () => {
  const trail = memoryAuditTrail(10);
  for (let i = 0; i < 25; i += 1) await trail.append([access(i)]);
  const events = await kept(trail);
  expect(events.length).toBeLessThanOrEqual(20);
  expect(events.at(-1)?.sequence).toBe(25);
  expect(events.length).toBeGreaterThanOrEqual(10);
});
