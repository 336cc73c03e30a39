/** Claims on their way to a clearinghouse, and what comes back. */

export * from './batch.ts';
export * from './channels/channel.ts';
export * from './channels/directory.ts';
export * from './channels/fhir-submit.ts';
export * from './channels/files.ts';
export * from './channels/http-x12.ts';
export * from './channels/poll-directory.ts';
export type { PostOptions } from './channels/post.ts';
export { isDenied, isDeniedClaim } from './denial.ts';
export * from './fhir-batch.ts';
export * from './match.ts';
export type * from './model.ts';
export * from './ports/case-lookup.ts';
export * from './ports/control-numbers.ts';
export * from './ports/inbox.ts';
export * from './ports/past-lines.ts';
export * from './ports/results.ts';
export * from './ports/sent-claims.ts';
export * from './reasons.ts';
export * from './receive.ts';
export * from './results-of-submission.ts';
export * from './send.ts';
export { SUBMISSION_OUTCOME, submissionResponse } from './submit/answer.ts';
export * from './submit/submissions.ts';
