import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  component,
  LONGEST_SEGMENT,
  readSegments,
  repetitions,
  SegmentReader,
  segmentsOf,
} from '../../../src/x12/index.ts';
import { describeWithShared } from '../../support/shared.ts';
import { CORPUS, faults, filesOf, ISA, interchange, segments } from './support.ts';

describe('reading segments', () => {
  it('takes the delimiters from ISA', () => {
    const text = ISA.replaceAll('*', '|').replace('^', '!').replace(':~', '>\n');
    const [event] = segmentsOf(`${text}NM1|85|2|A\nHI|ABK>I10!B\n`).slice(2);
    if (event?.kind !== 'segment') throw new Error('no segment');
    expect(event.delimiters).toEqual({ element: '|', component: '>', repetition: '!', segment: '\n' });
    expect(repetitions(event.segment, 1, event.delimiters)).toEqual(['ABK>I10', 'B']);
    expect(component(event.segment, 1, 1, event.delimiters)).toBe('ABK');
    expect(component(event.segment, 9, 1, event.delimiters)).toBe('');
  });

  it('passes over line breaks after terminators, and keeps empty elements', () => {
    const read = segments(`${ISA}\r\nNM1*85**A*~\n\nREF*EI*1~\r\n`);
    expect(read.map((s) => [s.id, s.elements.slice(0, 4)]).slice(1)).toEqual([
      ['NM1', ['85', '', 'A', '']],
      ['REF', ['EI', '1']],
    ]);
    expect(read.map((s) => s.number)).toEqual([1, 2, 3]);
  });

  it('reads several interchanges, each with its own delimiters', () => {
    const other = interchange('')
      .replaceAll('*', '|')
      .replaceAll('~', '\n')
      .replace('^', '!')
      .replace(':', '>');
    expect(segments(interchange('') + other).map((s) => s.id)).toEqual([
      'ISA',
      'GS',
      'GE',
      'IEA',
      'ISA',
      'GS',
      'GE',
      'IEA',
    ]);
  });

  it.each([
    ['', undefined],
    ['hello', 'interchange-missing'],
    ['IS', 'segment-unterminated'],
    [ISA.slice(0, 100), 'segment-unterminated'],
    [`${ISA}NM1*85`, 'segment-unterminated'],
    [ISA.replace('*00*', '*000*'), 'interchange-header'],
    [ISA.replace(':~', 'A~'), 'interchange-header'],
    [ISA.replace(':~', '*~'), 'interchange-header'],
    [ISA.replace('^', '~'), 'interchange-header'],
    [`${ISA}nm1*85~`, 'segment-id'],
    [`${ISA}TOOLONG*85~`, 'segment-id'],
  ])('tells what is wrong with %j', (text, id) => {
    const found = segmentsOf(text).flatMap((e) => (e.kind === 'fault' ? [e.fault] : []));
    expect(found.map((f) => f.id)).toEqual(id === undefined ? [] : [id]);
  });

  it('reads an interchange of 4010, which has no repetitions', () => {
    const [event] = segmentsOf(ISA.replace('^', 'U')).slice(0, 1);
    if (event?.kind !== 'segment') throw new Error('no segment');
    expect(event.delimiters.repetition).toBe('');
    expect(repetitions({ ...event.segment, elements: ['A^B'] }, 1, event.delimiters)).toEqual(['A^B']);
  });

  it('does not hold what has no end', () => {
    const reader = new SegmentReader();
    reader.push(ISA);
    const events = reader.push('A'.repeat(LONGEST_SEGMENT + 1));
    expect(events.map((e) => e.kind)).toEqual(['fault']);
    expect(reader.stopped).toBe(true);
    expect(reader.push('NM1*85~')).toEqual([]);
  });

  it('reads the same however the stream is cut', async () => {
    const text = interchange('ST*837*0001~NM1*85*2*A~SE*3*0001~');
    const whole = segmentsOf(text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }),
        async (sizes) => {
          async function* chunks() {
            let at = 0;
            for (const size of sizes) {
              yield Buffer.from(text.slice(at, at + size), 'latin1');
              at += size;
            }
            yield text.slice(at);
          }
          const read: unknown[] = [];
          for await (const event of readSegments(chunks())) read.push(event);
          expect(read).toEqual(whole);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never throws, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom('ISA', '*', '~', ':', '^', 'ST*837', 'SE*1*1', '\r\n', ISA, '\u0000', 'é'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const fault of faults(pieces.join(''))) expect(fault.number).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder);

  it.each(files.map((f) => [f.name, f.text] as const))('%s is read to its end', (_, text) => {
    const events = segmentsOf(text);
    expect(events.filter((e) => e.kind === 'fault')).toEqual([]);
    expect(events.length).toBeGreaterThan(4);
  });
});
