import { memoryMarks, memorySubscriptions } from '../../../src/ehr/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { subscriptionsContract } from '../subscribe/subscriptions-contract.ts';
import { marksContract } from './marks-contract.ts';

marksContract('marks in memory', async () => memoryMarks(frozenClock('2026-06-01T00:00:00Z')));
subscriptionsContract('subscriptions in memory', async () => memorySubscriptions());
