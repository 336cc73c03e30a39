/** The states of a case in the order a coder works them: what needs a person stands first, what is finished last. */

/** State → its word, and what it means for the one who looks. Colour is the style sheet's, by the same name. */
export const STATES = {
  held: { word: 'Held', means: 'An error stands against a claim.' },
  rejected: { word: 'Rejected', means: 'The clearinghouse or payer refused the claim.' },
  review: { word: 'Review', means: 'A coder has to decide.' },
  received: { word: 'Received', means: 'The chart is being read.' },
  coded: { word: 'Coded', means: 'Codes are suggested; the decision is to come.' },
  ready: { word: 'Ready', means: 'Nothing stands against the claim.' },
  claimed: { word: 'Claimed', means: 'The claim is in the EHR.' },
  sent: { word: 'Sent', means: 'The claim is on its way to the payer.' },
  acknowledged: { word: 'Acknowledged', means: 'The clearinghouse has taken the claim.' },
  adjudicated: { word: 'Adjudicated', means: 'The payer has decided.' },
  voided: { word: 'Voided', means: 'The claim was taken back.' },
};

const ORDER = Object.keys(STATES);
const NEEDS_A_PERSON = ['held', 'rejected', 'review'];
const HAS_CLAIM = ['claimed', 'sent', 'acknowledged', 'adjudicated'];

/** A state this page does not know stands at the end, under its own name. @param {string} state */
export const rankOf = (state) => (ORDER.includes(state) ? ORDER.indexOf(state) : ORDER.length);

/** @param {string} state @returns {string} */
export const wordOf = (state) => known(state)?.word ?? state;

/** @param {string} state @returns {string} */
export const meaningOf = (state) => known(state)?.means ?? '';

/** The name the style sheet colours by; an unknown state has none. @param {string} state */
export const toneOf = (state) => (known(state) ? state : 'other');

/** @param {string} state */
export const needsPerson = (state) => NEEDS_A_PERSON.includes(state);

/** @param {string} state */
export const hasClaim = (state) => HAS_CLAIM.includes(state);

/** @param {string} state @returns {{ word: string, means: string } | undefined} */
function known(state) {
  return Object.hasOwn(STATES, state) ? STATES[/** @type {keyof typeof STATES} */ (state)] : undefined;
}
