/** Three hundred rows: the whole cases first, then a year of plain ones, the same each time. */
import { idOf, rowOf } from './made.ts';
import type { Row } from './shapes.ts';
import { WHOLE_CASES } from './whole-cases.ts';

const STATES = ['claimed', 'claimed', 'claimed', 'claimed', 'review', 'ready', 'held'] as const;
const NAMES = [
  'Abernathy',
  'Bianchi',
  'Castellanos',
  'Dubrovsky',
  'Eze',
  'Fairweather',
  'Grünwald',
  'Haddad',
];
const SETTINGS = ['office', 'telehealth', 'urgent-care', 'emergency', 'inpatient', 'unknown'] as const;

export const ROWS: readonly Row[] = [
  ...WHOLE_CASES.map(rowOf),
  ...Array.from({ length: 300 - WHOLE_CASES.length }, (_, i) => plain(i)),
];

function plain(i: number): Row {
  const state = STATES[i % STATES.length] ?? 'received';
  return {
    id: idOf(1000 + i),
    encounter: `Encounter/e${i}`,
    state,
    patient: {
      name: `${NAMES[i % NAMES.length]}, Patient ${i}`,
      age: i % 90,
      sex: 'unknown',
      birthDate: undefined,
    },
    date: `2025-${String(1 + (i % 10)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
    setting: SETTINGS[i % SETTINGS.length] ?? 'unknown',
    diagnoses: ['E78.5', 'J02.0', 'R07.9'].slice(0, i % 4),
    services: i % 4 === 0 ? [] : ['99213', '87880-QW'].slice(0, 1 + (i % 2)),
    errors: state === 'held' ? 1 + (i % 3) : 0,
    queries: state === 'review' ? 1 + (i % 2) : 0,
    claim: state === 'claimed' ? `Claim/${i}` : undefined,
  };
}
