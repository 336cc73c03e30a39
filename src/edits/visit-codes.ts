/** Visit codes that the edits know by number (CPT numbers only; the classes are this project's own words). */

/**
 * The halves of the visit codes that CPT splits by new and established patient, [new, established] at one level.
 * Office, home, preventive by age, telemedicine by video and by audio, eye.
 */
const SPLIT: readonly (readonly [string, string])[] = [
  ['99202', '99212'],
  ['99203', '99213'],
  ['99204', '99214'],
  ['99205', '99215'],
  ['99341', '99347'],
  ['99342', '99348'],
  ['99344', '99349'],
  ['99345', '99350'],
  ['99381', '99391'],
  ['99382', '99392'],
  ['99383', '99393'],
  ['99384', '99394'],
  ['99385', '99395'],
  ['99386', '99396'],
  ['99387', '99397'],
  ['98000', '98004'],
  ['98001', '98005'],
  ['98002', '98006'],
  ['98003', '98007'],
  ['98008', '98012'],
  ['98009', '98013'],
  ['98010', '98014'],
  ['98011', '98015'],
  ['92002', '92012'],
  ['92004', '92014'],
];

/** New-patient code → the established-patient code of the same level. */
export const NEW_PATIENT: ReadonlyMap<string, string> = new Map(SPLIT);

/** Established-patient code → the new-patient code of the same level; 99211 and 98016 have none. */
export const ESTABLISHED_PATIENT: ReadonlyMap<string, string | undefined> = new Map<
  string,
  string | undefined
>([
  ...SPLIT.map(([fresh, established]) => [established, fresh] as const),
  ['99211', undefined],
  ['98016', undefined],
]);

/** Five digits compare as text. */
const between = (code: string, from: string, to: string): boolean =>
  code.length === 5 && code >= from && code <= to;

/** Telemedicine visits of CPT 2025, which carry their mode in the code itself. */
export function telemedicineMode(code: string): 'video' | 'audio' | undefined {
  if (between(code, '98000', '98007')) return 'video';
  return between(code, '98008', '98015') ? 'audio' : undefined;
}

/** Visits that are held face to face unless a modifier or the place of service says otherwise. */
export function isFaceToFaceVisit(code: string): boolean {
  return (
    between(code, '99202', '99215') ||
    between(code, '99221', '99239') ||
    between(code, '99242', '99255') ||
    between(code, '99281', '99285') ||
    between(code, '99304', '99316') ||
    between(code, '99341', '99350') ||
    between(code, '99381', '99397') ||
    between(code, '90791', '90792') ||
    between(code, '90832', '90853')
  );
}

/** Office visit levels 99202–99215. */
export const isOfficeVisit = (code: string): boolean => between(code, '99202', '99215');

/** The age band of a preventive visit, in completed years, both ends included. */
const PREVENTIVE_BANDS: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 4],
  [5, 11],
  [12, 17],
  [18, 39],
  [40, 64],
  [65, Number.POSITIVE_INFINITY],
];

/** The bands by the last digit of 99381–99387 and 99391–99397; undefined for any other code. */
export function preventiveBand(code: string): readonly [number, number] | undefined {
  if (!between(code, '99381', '99387') && !between(code, '99391', '99397')) return undefined;
  return PREVENTIVE_BANDS[Number(code[4]) - 1];
}
