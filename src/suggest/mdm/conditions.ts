/** What kind of problem a diagnosis is for decision making (CPT E/M guidelines, definitions of the problem terms). */
import { remembering } from '../../kernel/index.ts';
import { inRange, isUnder } from '../../terminology/index.ts';

export type ProblemKind =
  | 'self-limited'
  | 'chronic'
  | 'acute'
  | 'systemic'
  | 'undiagnosed'
  | 'injury'
  | 'threat'
  | 'none';

/** `I10-I13` is a range, `J45` a node. Kinds are looked up in this order: the graver one wins. */
const KINDS: readonly (readonly [ProblemKind, readonly string[]])[] = [
  // "Poses a threat to life or bodily function in the near term without treatment."
  [
    'threat',
    [
      ...[
        'A40',
        'A41',
        'E10.1',
        'E11.1',
        'E11.0',
        'I16.1',
        'I20.0',
        'I21',
        'I22',
        'I26',
        'I46',
        'I60-I63',
        'I71.0',
        'I71.1',
      ],
      ...[
        'J80',
        'J81.0',
        'J96.0',
        'J96.2',
        'K25.0',
        'K25.2',
        'K26.0',
        'K26.2',
        'K35.2',
        'K35.3',
        'R45.85',
        'R57',
        'R65.2',
        'T14.91',
        'T78.0',
        'T78.2',
        'T88.6',
        'S06.3-S06.6',
        'K65',
        'N17',
      ],
    ],
  ],
  // "Acute illness with systemic symptoms": high risk of morbidity without treatment; not fever in a minor illness.
  ['systemic', ['G00', 'G03', 'J12-J18', 'K35', 'K81', 'K85', 'N10', 'N12']],
  // "Acute, complicated injury": fractures, dislocations, injuries of nerve or organ, concussion.
  [
    'injury',
    [
      'S02',
      'S06',
      'S12',
      'S22',
      'S25-S27',
      'S32',
      'S35-S37',
      'S42',
      'S43.0',
      'S52',
      'S53.1',
      'S62',
      'S72',
      'S82',
      'S83.0',
      'S92',
    ],
  ],
  // "Undiagnosed new problem with uncertain prognosis": a symptom that may stand for a grave disease.
  [
    'undiagnosed',
    [
      ...[
        'N63',
        'R04.2',
        'R06.0',
        'R07.1',
        'R07.2',
        'R07.8',
        'R07.9',
        'R10.0',
        'R10.8',
        'R10.9',
        'R19.0',
        'R22',
        'R29',
      ],
      ...['R31', 'R40', 'R41', 'R47', 'R55', 'R56', 'R59', 'R63.4', 'R90-R94', 'R97'],
    ],
  ],
  [
    'self-limited',
    [
      'B34.9',
      'H61.2',
      'J00',
      'J06',
      'L22',
      'L55',
      'S00',
      'S10',
      'S30',
      'S40',
      'S50',
      'S60',
      'S70',
      'S80',
      'S90',
    ],
  ],
  // "Chronic illness": expected to last a year or until death.
  [
    'chronic',
    [
      ...[
        'B18',
        'B20',
        'C00-C96',
        'D50',
        'D57',
        'D63',
        'D64',
        'D68',
        'E03',
        'E05',
        'E06',
        'E08-E13',
        'E27',
        'E55',
        'E66',
        'E78',
        'E84',
      ],
      ...[
        'F01',
        'F02',
        'F03',
        'F10-F19',
        'F20-F29',
        'F30-F34',
        'F40-F42',
        'F43.1',
        'F43.2',
        'F50',
        'F60',
        'F84',
        'F90',
      ],
      ...[
        'G20',
        'G25',
        'G30',
        'G35',
        'G40',
        'G43',
        'G47',
        'G50',
        'G60-G63',
        'G80',
        'G89.2',
        'G89.4',
        'H25',
        'H26',
        'H35',
        'H40',
      ],
      ...[
        'I10-I13',
        'I1A',
        'I15',
        'I16',
        'I25',
        'I27',
        'I34',
        'I35',
        'I42',
        'I48',
        'I50',
        'I69',
        'I70',
        'I73',
        'I83',
        'I87',
      ],
      ...[
        'J30',
        'J31',
        'J32',
        'J33',
        'J41-J45',
        'J47',
        'J84',
        'K21',
        'K50',
        'K51',
        'K58',
        'K70',
        'K73',
        'K74',
        'K76',
        'K90',
      ],
      ...[
        'L20',
        'L40',
        'L70',
        'L71',
        'M05',
        'M06',
        'M10',
        'M15-M19',
        'M1A',
        'M32',
        'M35',
        'M45',
        'M47',
        'M48',
        'M50',
        'M51',
        'M79.7',
        'M81',
      ],
      ...['N18', 'N40', 'N80', 'N94.6', 'N95', 'Q00-Q99', 'R73.03'],
    ],
  ],
];

// ICD-10-CM says it with the last character of G40, not with a category of its own.
const STATUS_EPILEPTICUS = /^G40\.(?:[0-59ABC][01]1|8(?:0[13]|1[13]|2[13]|33|4[13]))$/;

/** The kind of a problem by its ICD-10-CM code; status and encounter reasons (Z codes) are no problem to decide about. */
export const problemKind = (code: string): ProblemKind => KIND_OF(code);

const KIND_OF = remembering<ProblemKind>((code) => {
  if (/^[V-Z]/.test(code)) return 'none';
  if (STATUS_EPILEPTICUS.test(code)) return 'threat';
  return TESTS.find(([, tests]) => tests.some((test) => test(code)))?.[0] ?? 'acute';
}, 2_000);

type Test = (code: string) => boolean;

/** The nodes taken apart once: every problem of every visit is asked about. */
const TESTS: readonly (readonly [ProblemKind, readonly Test[]])[] = KINDS.map(([kind, nodes]) => [
  kind,
  nodes.map(testOf),
]);

function testOf(node: string): Test {
  const [from = node, to] = node.split('-');
  return to === undefined ? (code) => isUnder(code, node) : (code) => inRange(code, { from, to });
}
