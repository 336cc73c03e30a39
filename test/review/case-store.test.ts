import { memoryCaseStore } from '../../src/review/index.ts';
import { caseStoreContract, index } from './contract.ts';

caseStoreContract('the store in memory', async () => memoryCaseStore(index));
