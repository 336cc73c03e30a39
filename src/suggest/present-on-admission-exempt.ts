/** Diagnoses that take no present-on-admission indicator (Official Guidelines, Appendix I; the CMS list of exempt codes for FY 2025). */
import { underAny } from './consolidate.ts';

/** Nodes all of whose codes are exempt, as far as the list was read for this table; what is not here may still be exempt. */
const NODES = [
  ...[
    'B90',
    'B91',
    'B92',
    'B94',
    'E64',
    'I25.2',
    'I69',
    'O09',
    'O66.5',
    'O80',
    'O94',
    'P00',
    'P29.3',
    'P78.84',
    'P83.8',
  ],
  ...['P91.81', 'P91.82', 'P91.88', 'Q'],
  ...[
    'Z00',
    'Z01',
    'Z02',
    'Z03',
    'Z04.8',
    'Z05',
    'Z08',
    'Z09',
    'Z11',
    'Z12',
    'Z13',
    'Z14',
    'Z15',
    'Z17',
    'Z18',
  ],
  ...['Z19', 'Z20.821', 'Z22', 'Z23', 'Z28', 'Z29', 'Z30', 'Z31', 'Z33.3', 'Z34', 'Z36', 'Z37', 'Z38', 'Z39'],
  ...[
    'Z3A',
    'Z41',
    'Z42',
    'Z43',
    'Z44',
    'Z45',
    'Z46',
    'Z47',
    'Z48',
    'Z49',
    'Z51.0',
    'Z51.1',
    'Z51.5',
    'Z51.6',
  ],
  ...[
    'Z51.8',
    'Z51.A',
    'Z52',
    'Z53.3',
    'Z55',
    'Z56',
    'Z57',
    'Z58',
    'Z59',
    'Z62',
    'Z63',
    'Z64',
    'Z65',
    'Z67',
    'Z68',
  ],
  ...[
    'Z69',
    'Z70',
    'Z71',
    'Z72',
    'Z73',
    'Z74.01',
    'Z75',
    'Z76',
    'Z77.1',
    'Z78',
    'Z79',
    'Z80',
    'Z81',
    'Z82',
    'Z83',
  ],
  ...[
    'Z84',
    'Z85',
    'Z86',
    'Z87',
    'Z88',
    'Z89',
    'Z90',
    'Z91',
    'Z92',
    'Z93',
    'Z94',
    'Z95',
    'Z96.82',
    'Z97',
    'Z98',
    'Z99',
  ],
];

/** Injuries, osteoporotic and periprosthetic fractures after the active treatment, and what is left of them: any 7th character but A, B, C. */
const AFTERWARDS = /^(?:[ST]\d|M80|M84\.75|M97).*[DEFGHJKMNPQRS]$/;

/** External causes are exempt one by one, which no node says. */
const EXTERNAL = /^[V-Y]/;

/** `undefined`: an external cause, of which this table cannot tell. */
export function exemptFromPresentOnAdmission(code: string): boolean | undefined {
  if (EXTERNAL.test(code)) return undefined;
  const full = code.replace('.', '').length === 7;
  return underAny(code, NODES) || (full && AFTERWARDS.test(code));
}
