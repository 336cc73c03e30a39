/** The address of a case, `#/case/<id>`. The id is a hash of the encounter's name: no patient data in an address. */

/** @param {string} id */
export const caseHref = (id) => `#/case/${encodeURIComponent(id)}`;

/** The id in an address, or undefined. @param {string} hash @returns {string | undefined} */
export function caseIn(hash) {
  const found = /^#\/case\/([^/]+)$/.exec(hash)?.[1];
  if (found === undefined) return undefined;
  try {
    return decodeURIComponent(found);
  } catch {
    // A broken percent sign in a pasted address: no such case, rather than a page that does not start.
    return found;
  }
}
