/** A National Drug Code in the eleven digits that claims carry: 5-4-2, each part filled up with zeros (45 CFR 162.1002; 837 loop 2410 LIN03). */

/** Undefined: ten digits without hyphens, whose short part cannot be told, or no such code. */
export function elevenDigits(ndc: string): string | undefined {
  const text = ndc.trim();
  if (/^\d{11}$/.test(text)) return text;
  const [, labeler = '', product = '', pack = ''] = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/.exec(text) ?? [];
  return labeler ? labeler.padStart(5, '0') + product.padStart(4, '0') + pack.padStart(2, '0') : undefined;
}
