import { memoryCaseStore } from '../../src/review/index.ts';
import { caseStoreContract } from './contract.ts';

caseStoreContract('the store in memory', async () => memoryCaseStore());
