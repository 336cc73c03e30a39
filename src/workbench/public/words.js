/** Small words: plurals, codes of ours as words, amounts, instants. */

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** `urgent-care` → `Urgent care`. @param {string} code */
export function spoken(code) {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `a, b and c`. @param {string[]} parts */
export function listed(parts) {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** @param {(string | number | false | undefined)[]} parts */
export const dotted = (parts) => parts.filter(Boolean).join(' · ');

/** A confidence of 0…1 as a whole percentage; a number outside it is brought to its edge. @param {number} value */
export const percent = (value) => `${Math.round(Math.min(1, Math.max(0, Number(value) || 0)) * 100)}%`;

/** @param {{ value?: number, currency?: string } | undefined} amount */
export function money(amount) {
  if (typeof amount?.value !== 'number') return '—';
  const plain = amount.value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return amount.currency === undefined || amount.currency === 'USD'
    ? `$${plain}`
    : `${plain} ${amount.currency}`;
}

/** An ISO instant in the reader's own time zone; what cannot be read is shown as it came. @param {string} iso */
export function instant(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(time);
}

/** Diagnosis pointer of a claim line: 1 → A … 12 → L. @param {number} sequence */
export function pointer(sequence) {
  return sequence >= 1 && sequence <= 12 ? String.fromCharCode(64 + sequence) : String(sequence);
}

/** CMS place-of-service codes this page has a word for (CMS, Place of Service Code Set). */
const PLACES = {
  '02': 'telehealth, patient elsewhere',
  10: 'telehealth, patient at home',
  11: 'office',
  12: 'home',
  19: 'off-campus outpatient',
  20: 'urgent care',
  21: 'inpatient hospital',
  22: 'on-campus outpatient',
  23: 'emergency room',
  31: 'skilled nursing',
  32: 'nursing facility',
};

/** @param {string} code @returns {string | undefined} */
export const placeName = (code) =>
  Object.hasOwn(PLACES, code) ? PLACES[/** @type {keyof typeof PLACES} */ (code)] : undefined;
