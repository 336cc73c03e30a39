import { memoryOwnResources } from '../../../src/flow/index.ts';
import { ownResourcesContract } from './contract.ts';

ownResourcesContract('our own resources in memory', async () => memoryOwnResources());
