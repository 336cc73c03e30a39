/** Forms of one word: fractured and fracture, humeral and humerus, hypertensive and hypertension. */

const ENDINGS: ReadonlySet<string> = new Set(
  ' a able al ally ar ary ate ated ation ative e ed ement en ency ent er es ia iac ial ic ical ies ing ion ions ious is ism itis ity ive ly ment ness or ory ous s tic us y ym'.split(
    ' ',
  ),
);
const LEAST_ROOT = 5;
/** Endings may begin alike: infection, infectious. */
const SHARED_ENDING = 3;

/** Whether two words have one root and differ in an ending only. */
export function areKin(one: string, other: string): boolean {
  const shared = sharedLength(one, other);
  for (let root = shared; root >= Math.max(LEAST_ROOT, shared - SHARED_ENDING); root -= 1) {
    if (ENDINGS.has(one.slice(root)) && ENDINGS.has(other.slice(root))) return true;
  }
  return false;
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
