/** What the service says of itself, as far as it says it: the EHR it reads, its version, the code sets it knows. */
import { dotted, listed } from './words.js';

/** @param {Record<string, unknown>} status @returns {string} */
export const sourceOf = ({ ehr, sandbox, version }) =>
  dotted([
    wordsIn(ehr) && `${sandbox === true ? 'Sandbox EHR' : 'EHR'} ${wordsIn(ehr)}`,
    wordsIn(version) && `version ${wordsIn(version)}`,
  ]);

/**
 * Which releases codes are looked up in: a release that is not complete cannot tell of every code.
 * @param {Record<string, unknown>} status @returns {string}
 */
export function releasesOf({ releases }) {
  if (!Array.isArray(releases)) return '';
  const titles = releases.map((r) => wordsIn(r?.title)).filter(Boolean);
  const partly = releases.some((r) => r?.complete === false) ? ' Not every code is in them.' : '';
  return titles.length === 0 ? 'No code set is loaded.' : `Code sets: ${listed(titles)}.${partly}`;
}

/** @param {unknown} value */
const wordsIn = (value) => (typeof value === 'string' ? value : '');
