/** What became of the claim, in one sentence or two. */
import { meaningOf } from './states.js';

/** @param {import('./shapes.js').CaseView} view @returns {string} */
export function claimSentence(view) {
  if (view.claim !== undefined) return writtenSentence(view);
  if (view.fault) return `No claim: ${view.fault.message} (${view.fault.code})`;
  if (view.state === 'held') return 'An error stands against a claim, so none was made.';
  if (view.state === 'review') return 'A coder has to decide before a claim is made.';
  return `${meaningOf(view.state)} No claim is written yet.`.trim();
}

/** @param {import('./shapes.js').CaseView} view */
function writtenSentence({ claim, state, writeBack }) {
  const since = state === 'claimed' ? '' : `${meaningOf(state)} `;
  if (writeBack === 'offered') return `${since}The claim is offered for the EHR to read as ${claim}.`;
  return writeBack === 'existing'
    ? `${since}The EHR already held the claim as ${claim}; it was not written twice.`
    : `${since}The claim was written to the EHR as ${claim}.`;
}
