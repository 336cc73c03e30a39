export { answerCds, type CdsDeps } from './answer.ts';
export {
  type CardFeedback,
  type CdsFeedback,
  type FeedbackCount,
  memoryFeedback,
  readFeedback,
} from './feedback.ts';
export type { CdsEhrs } from './gather.ts';
export type * from './model.ts';
export { readCdsRequest } from './read-request.ts';
export { CDS_SERVICES, cdsDiscovery, cdsService } from './services.ts';
