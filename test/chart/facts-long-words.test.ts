/** Hostile text: every pattern of the readers and of decision making stays linear in 200,000 characters. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/chart/index.ts';
import { courseIn, doubtIn, isDenial, minutesIn, sideIn } from '../../src/chart/read/words.ts';
import { decideMdm } from '../../src/suggest/module.ts';
import { chart, condition, encounter, location, made, note, text } from '../support/chart.ts';
import { facts, noteText } from '../support/facts.ts';

const LENGTH = 200_000;
/** Processor time, so that a busy machine decides nothing; a quadratic pattern takes minutes here. */
const MOST_MS = 400;

const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);

const HOSTILE: Readonly<Record<string, string>> = {
  letters: fill('a'),
  spaces: fill(' '),
  lines: fill('\n'),
  digits: fill('1'),
  'question marks': fill('? '),
  'a question mark before spaces': `a ?${fill(' ')}`,
  'open brackets': fill('('),
  'half tags': fill('<'),
  'long tags': fill('<a href='),
  doubts: fill('suspected '),
  'half doubts': fill('(suspected '),
  'doubts never ruled out': fill('possible x ruled '),
  'denials cut short': fill('no any further acute recent '),
  warnings: fill('if unless should '),
  'times without a number': fill('total time i spent a total of '),
  'times with numbers': fill('i spent 1 '),
  'a number before spaces': `i spent 1${fill(' ')}`,
  places: fill('patient is was located being at the '),
  modes: fill('audio-visual-audio '),
  histories: fill('history from per by '),
  'histories of many': fill('information by '),
  talks: fill('discussed with '),
  'a talk with a long word': `discussed with ${fill('a')}`,
  readings: fill('interpreted the ecgs '),
  admissions: fill('admitted to will be admit '),
  negations: fill('no not without '),
};

function milliseconds(run: () => unknown): number {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

const words = { courseIn, doubtIn, isDenial, minutesIn, sideIn };

/** The text as a note, as the words of a Condition, of a visit's type and place, and of a drug's note. */
const read = (hostile: string) =>
  factsOf(
    chart([
      encounter({
        class: { code: 'VR', display: hostile },
        type: [text(hostile)],
        location: [{ location: { reference: 'Location/loc' } }],
        reasonCode: [text(hostile)],
      }),
      location({ name: hostile }),
      condition({ code: { text: hostile }, note: [{ text: hostile }], bodySite: [text(hostile)] }),
      made({
        resourceType: 'MedicationRequest',
        medicationCodeableConcept: text('x'),
        note: [{ text: hostile }],
      }),
      note(hostile),
      note(hostile, { id: 'h', content: [{ attachment: htmlOf(hostile) }] }),
    ]),
  );

const htmlOf = (hostile: string) => ({
  contentType: 'text/html',
  data: Buffer.from(hostile).toString('base64'),
});

const decide = (hostile: string) =>
  decideMdm({ facts: facts({ notes: [noteText(hostile)] }), diagnoses: [], reportable: [] });

describe.each(Object.entries(HOSTILE))('200,000 characters of %s', (_name, hostile) => {
  it.each(Object.entries(words))('%s', (_cue, cue) => {
    expect(milliseconds(() => cue(hostile))).toBeLessThan(MOST_MS);
  });

  it('all readers together', () => {
    expect(milliseconds(() => read(hostile))).toBeLessThan(4 * MOST_MS);
  });

  it('decision making', () => {
    expect(milliseconds(() => decide(hostile))).toBeLessThan(MOST_MS);
  });
});
