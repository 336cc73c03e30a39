/** Notes of 200,000 hostile characters: every pattern of the modules that read notes stays linear. */
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Setting } from '../../src/chart/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { suggest } from '../../src/suggest/index.ts';
import { concept, drug, facts, noteText, problem } from '../support/facts.ts';

const FOLDER = join(resolve(import.meta.dirname, '../..'), 'mappings');
const READS_NOTES = [
  'office-visits',
  'emergency-visits',
  'hospital-visits',
  'consultations',
  'nursing-facility-visits',
  'home-visits',
  'psychotherapy',
  'behavioral-screening',
  'care-management',
  'critical-care',
  'prolonged-services',
  'telehealth',
  'telehealth-sites',
  'visit-complexity',
  'visit-modifiers',
  'separate-service',
];
const loaded = await loadModules(FOLDER, { trustCode: true });
const modules = loaded.map((m) => m.module).filter((m) => READS_NOTES.includes(m.manifest.id));
const knowledge = { modules, terminology: loadTerminology() };

const LENGTH = 200_000;
/** Processor time, so that a busy machine decides nothing; a quadratic pattern takes minutes here. */
const MOST_MS = 3_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

const PIECES = [
  'a',
  ' ',
  '1',
  '\n',
  'not ',
  'with the ',
  'critical care ',
  'psychotherapy 30 ',
  'total time ',
  'I spent time on the day of ',
  '10:05 to ',
  'discharged home from ',
  'called within two ',
  'readings on 1 ',
  'decision to proceed with ',
  'history obtained from ',
  'discussed with the on-call ',
  'I personally reviewed the ',
  'start lisinopril ',
  'order CBC ',
  'unrelated to the ',
  'seen earlier before ',
  'split/shared ',
  'advance care planning ',
  'longitudinal ',
];

function milliseconds(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const visits: readonly (readonly [Setting, string])[] = [
  ['office', 'Office visit'],
  ['office', 'Individual psychotherapy'],
  ['office', 'Remote patient monitoring, chronic care management'],
  ['office', 'Transitional care management'],
  ['emergency', 'ED visit'],
];

it('the modules that read notes are there', () => expect(modules).toHaveLength(READS_NOTES.length));

describe.each(PIECES)('a note of %j', (piece) => {
  const notes = [noteText(fill(piece))];
  it.each(visits)('at a visit (%s, %s)', (setting, type) => {
    const given = facts({
      visit: { setting, types: [concept(type)] },
      problems: [problem({ code: 'I10', words: 'Hypertension' })],
      services: [drug('lisinopril')],
      notes,
    });
    expect(milliseconds(() => suggest(given, knowledge))).toBeLessThan(MOST_MS);
  });
});
