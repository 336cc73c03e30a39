/** What became of the claim, in one sentence. */

/** @param {import('./shapes.js').CaseView} view @returns {string} */
export function claimSentence(view) {
  if (view.claim !== undefined) return writtenSentence(view);
  if (view.fault) return `No claim: ${view.fault.message} (${view.fault.code})`;
  if (view.state === 'held') return 'No claim was made.';
  if (view.state === 'review') return 'No claim is made before that.';
  return 'No claim is written yet.';
}

/** @param {import('./shapes.js').CaseView} view */
function writtenSentence({ claim, writeBack }) {
  return writeBack === 'existing'
    ? `The EHR already held it as ${claim}; it was not written twice.`
    : `Written to the EHR as ${claim}.`;
}
