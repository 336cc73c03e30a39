/** The fakes keep the contract of the ports. */
import { describe } from 'vitest';
import {
  memoryControlNumbers,
  memoryInbox,
  memoryPastLines,
  memoryResults,
  memorySentClaims,
  memorySubmissions,
} from '../../src/clearinghouse/index.ts';
import { portsContract } from './contract.ts';

describe('in memory', () =>
  portsContract(async () => ({
    sent: memorySentClaims(),
    numbers: async (last) => memoryControlNumbers(last),
    inbox: memoryInbox(),
    results: memoryResults(),
    submissions: memorySubmissions(),
    past: memoryPastLines(),
  })));
