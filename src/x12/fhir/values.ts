/** Values of the 837 and of FHIR in one another's forms: dates, numbers, diagnosis codes, sex. */

/** `20260304` → `2026-03-04`; `202603041530` → `2026-03-04T15:30:00Z`'s day, as R4 wants a zone with a time. */
export function fhirDay(x12: string): string | undefined {
  const [, y, m, d] = /^(\d{4})(\d{2})(\d{2})/.exec(x12) ?? [];
  return y === undefined ? undefined : `${y}-${m}-${d}`;
}

export const x12Day = (fhir: string | undefined): string | undefined => {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})/.exec(fhir ?? '') ?? [];
  return y === undefined ? undefined : `${y}${m}${d}`;
};

export const fhirPeriod = (x12: string): { start: string; end: string } | undefined => {
  const [from = '', to = ''] = x12.split('-');
  const [start, end] = [fhirDay(from), fhirDay(to)];
  return start === undefined || end === undefined ? undefined : { start, end };
};

/** A decimal without zeros at its end: `100.00` and `100` are one amount. */
export function x12Number(value: number | undefined): string | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const text = value.toFixed(4);
  return text.replace(/\.?0+$/, '');
}

export function fhirNumber(text: string): number | undefined {
  if (!/^-?(?:\d{1,15}(?:\.\d{0,6})?|\.\d{1,6})$/.test(text)) return undefined;
  return Number(text);
}

/** Both editions write a point after the third character, but ICD-9-CM's E codes after the fourth and its procedures after the second. */
export function dottedDiagnosis(code: string, icd9: boolean): string {
  const head = icd9 && /^E/i.test(code) ? 4 : 3;
  return code.length > head && !code.includes('.') ? `${code.slice(0, head)}.${code.slice(head)}` : code;
}

export const dotless = (code: string): string => code.replaceAll('.', '');

const SEX: ReadonlyMap<string, 'male' | 'female' | 'unknown'> = new Map([
  ['M', 'male'],
  ['F', 'female'],
  ['U', 'unknown'],
]);

export const fhirSex = (code: string): 'male' | 'female' | 'unknown' | undefined => SEX.get(code);
export const x12Sex = (gender: string | undefined): string | undefined =>
  gender === undefined ? undefined : gender === 'male' ? 'M' : gender === 'female' ? 'F' : 'U';
