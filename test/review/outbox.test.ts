import { memoryCaseStore } from '../../src/review/index.ts';
import { outboxContract } from './outbox-contract.ts';

outboxContract('the deliveries in memory', async () => memoryCaseStore());
