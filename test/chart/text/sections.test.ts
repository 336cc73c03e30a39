/** Sections and sentences of notes as clinicians write them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionsOf, sentencesIn } from '../../../src/chart/index.ts';

const kinds = (text: string): readonly string[] => sectionsOf(text).map((s) => s.kind);
const parts = (text: string): readonly string[] =>
  sectionsOf(text).map((s) => text.slice(s.start, s.end).trim());
const sentences = (text: string): readonly string[] =>
  sentencesIn(text).map((s) => text.slice(s.start, s.end).trim());

describe('sections', () => {
  it('are found by headings with a colon, in any case, alone on a line, and inside a line after a full stop', () => {
    expect(kinds('HPI: cough\nPast Medical History:\nasthma\nASSESSMENT AND PLAN\n1. Asthma')).toEqual([
      'present',
      'past',
      'assessment',
    ]);
    expect(parts('A: Gout. P: Colchicine.')).toEqual(['Gout.', 'Colchicine.']);
    expect(kinds('A: Gout. P: Colchicine.')).toEqual(['assessment', 'plan']);
  });
  it.each([
    ['Discharge Diagnoses:', 'assessment'],
    ['IMPRESSION -'.replace(' -', ':'), 'assessment'],
    ['## Family History:', 'family'],
    ['ROS:', 'review'],
    ['O:', 'exam'],
    ['Labs (5 Nov):', 'results'],
    ['Indications:', 'complaint'],
    ['PSH:', 'surgical'],
    ['PAST HISTORY (not addressed today):', 'unaddressed'],
    ['Not addressed:', 'unaddressed'],
  ])('%s begins what is %s', (heading, kind) => expect(kinds(`${heading} x`)).toEqual([kind]));

  it('are not made by a letter, a ratio, a time or a problem written in capitals', () => {
    expect(kinds('Seen at 10:05. BP 120:80.')).toEqual(['narrative']);
    expect(kinds('p')).toEqual(['narrative']);
    expect(kinds('ASSESSMENT:\nHTN: at goal\nGERD: stable')).toEqual(['assessment']);
  });
  it('in capitals that no table knows end the one before', () => {
    expect(kinds('HPI: cough\nCOUNSELING ON DIET: done')).toEqual(['present', 'other']);
  });
  it('before the first heading are narrative', () =>
    expect(kinds('Here for gout.\nPlan: rest')).toEqual(['narrative', 'plan']));

  it('lie in the text in order and do not overlap, whatever the text', () => {
    const words = fc.constantFrom(
      'A:',
      'P:',
      'HPI:',
      'PMH',
      'gout',
      '.',
      '\n',
      'FAMILY HISTORY:',
      '(x):',
      ':',
      'é',
      '1.',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), (list) => {
        const text = list.join(' ');
        let last = 0;
        for (const s of sectionsOf(text)) {
          expect(s.start >= last && s.end >= s.start && s.end <= text.length).toBe(true);
          last = s.end;
        }
      }),
    );
  });
});

describe('sentences', () => {
  it('end with full stops and lines, not with decimals, titles or numbers of a list', () => {
    expect(sentences('A1c 8.4 today. Seen by Dr. Ash.\n1. Gout\n2) Asthma; stable')).toEqual([
      'A1c 8.4 today.',
      'Seen by Dr. Ash.',
      'Gout',
      'Asthma;',
      'stable',
    ]);
  });
  it('go on over a wrapped line', () => {
    const wrapped = 'The patient has had pain of the right knee for\nthree weeks.';
    expect(sentences(wrapped)).toEqual([wrapped]);
  });
  it('hold every letter once, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 200 }), (text) => {
        const letters = (s: string): string => s.replace(/[^a-z]/g, '');
        expect(
          letters(
            sentencesIn(text)
              .map((s) => text.slice(s.start, s.end))
              .join(''),
          ),
        ).toBe(letters(text));
      }),
    );
  });
});
