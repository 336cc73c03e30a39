/** Responses to claims: 999, TA1, 277CA, 277 and 835. */

export { dollars, exactCents } from '../amount.ts';
export type * from './acknowledgement.ts';
export type { Party, ProcedureId, Qualified } from './parts.ts';
export type * from './payment.ts';
export { ResponseReader, readResponses, responsesOf } from './read-responses.ts';
export type {
  ClaimStatus,
  LevelStatus,
  LineStatus,
  StatusCode,
  StatusInfo,
  StatusOutcome,
} from './status.ts';
export type { ResponseEvent } from './taker.ts';
