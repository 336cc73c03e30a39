/** Text made to be slow: each must be read in a time that grows with its length and no faster. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  attachmentText,
  compileCues,
  contextIn,
  LONGEST_NOTE,
  plainText,
  type RawCues,
  sectionsOf,
  sentencesIn,
} from '../../../src/chart/index.ts';

const FILE = new URL('../../../mappings/note-text/cues.json', import.meta.url);
const cues = compileCues(JSON.parse(readFileSync(FILE, 'utf8')) as RawCues);
const MEGABYTE = 1_000_000;
const fill = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);

const PIECES = [
  'a',
  ' ',
  '\n',
  ':',
  'A:',
  'no ',
  '? ',
  '.',
  'a: ',
  '<',
  '<div>',
  '&amp;',
  '{',
  '\\',
  "\\'",
  '{\\rtf1 ',
  '((',
  '1. ',
  'ASSESSMENT ',
];

describe.each(PIECES)('a megabyte of %j', (piece) => {
  it.each(['text/plain', 'text/html', 'application/rtf'])('as %s is read, cut and taken apart', (type) => {
    const text = plainText(fill(piece), type);
    expect(text.length).toBeLessThanOrEqual(LONGEST_NOTE + 50);
    const sections = sectionsOf(text);
    expect(sections.length).toBeLessThanOrEqual(501);
    for (const s of sentencesIn(text).slice(0, 200)) contextIn(text.slice(s.start, s.end), cues).of(0, 5);
  });
});

describe('bombs', () => {
  it('of nested groups and tags do not overflow the stack', () => {
    expect(plainText(`{\\rtf1 ${'{'.repeat(200_000)}gout${'}'.repeat(200_000)}`, 'text/rtf')).toBe('gout');
    expect(plainText(`${'<div>'.repeat(500)}gout`, 'text/html')).toBe('gout');
    expect(plainText(`gout${'<div>'.repeat(100_000)}`, 'text/html')).toBe('gout');
  });
  it('of skipped length pass the end', () => {
    expect(plainText('{\\rtf1 a\\bin999999999 b}', 'text/rtf')).toBe('a');
  });
  it('of bytes that are no base64 give no fault', () => {
    expect(typeof attachmentText('%%%%', 'text/plain')).toBe('string');
  });
});
