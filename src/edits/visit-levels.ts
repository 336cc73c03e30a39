/** Levels and minimum times of visit codes by family (CPT E/M guidelines, times of 2024; numbers only). */

export interface VisitLevel {
  readonly family: string;
  /** 1 straightforward (or straightforward and low) to 4 high. */
  readonly level: number;
  /** Undefined for families that are not chosen by time. */
  readonly minutes: number | undefined;
}

/** Family, then code and minutes in rising order of the level. */
const FAMILIES: readonly (readonly [string, readonly (readonly [string, number?])[]])[] = [
  [
    'office, new',
    [
      ['99202', 15],
      ['99203', 30],
      ['99204', 45],
      ['99205', 60],
    ],
  ],
  [
    'office, established',
    [
      ['99212', 10],
      ['99213', 20],
      ['99214', 30],
      ['99215', 40],
    ],
  ],
  [
    'hospital, initial',
    [
      ['99221', 40],
      ['99222', 55],
      ['99223', 75],
    ],
  ],
  [
    'hospital, subsequent',
    [
      ['99231', 25],
      ['99232', 35],
      ['99233', 50],
    ],
  ],
  [
    'hospital, same day',
    [
      ['99234', 45],
      ['99235', 70],
      ['99236', 85],
    ],
  ],
  [
    'office consultation',
    [
      ['99242', 20],
      ['99243', 30],
      ['99244', 40],
      ['99245', 55],
    ],
  ],
  [
    'inpatient consultation',
    [
      ['99252', 35],
      ['99253', 45],
      ['99254', 60],
      ['99255', 80],
    ],
  ],
  ['emergency department', [['99282'], ['99283'], ['99284'], ['99285']]],
  [
    'nursing facility, initial',
    [
      ['99304', 25],
      ['99305', 35],
      ['99306', 50],
    ],
  ],
  [
    'nursing facility, subsequent',
    [
      ['99307', 10],
      ['99308', 20],
      ['99309', 30],
      ['99310', 45],
    ],
  ],
  [
    'home, new',
    [
      ['99341', 15],
      ['99342', 30],
      ['99344', 60],
      ['99345', 75],
    ],
  ],
  [
    'home, established',
    [
      ['99347', 20],
      ['99348', 30],
      ['99349', 40],
      ['99350', 60],
    ],
  ],
  [
    'video, new',
    [
      ['98000', 15],
      ['98001', 30],
      ['98002', 45],
      ['98003', 60],
    ],
  ],
  [
    'video, established',
    [
      ['98004', 10],
      ['98005', 20],
      ['98006', 30],
      ['98007', 40],
    ],
  ],
  [
    'audio, new',
    [
      ['98008', 15],
      ['98009', 30],
      ['98010', 45],
      ['98011', 60],
    ],
  ],
  [
    'audio, established',
    [
      ['98012', 10],
      ['98013', 20],
      ['98014', 30],
      ['98015', 40],
    ],
  ],
];

export const VISIT_LEVELS: ReadonlyMap<string, VisitLevel> = new Map(
  FAMILIES.flatMap(([family, codes]) =>
    codes.map(([code, minutes], i) => [code, { family, level: i + 1, minutes }] as const),
  ),
);
