import { memoryFeedback } from '../../../src/flow/index.ts';
import { feedbackContract } from './feedback-contract.ts';

feedbackContract('feedback in memory', async () => memoryFeedback());
