/** Times in notes: durations, spans of the clock, what they were spent on, and what was left out of them. */
import { describe, expect, it } from 'vitest';
import {
  durationIn,
  minutesAbout,
  statements,
  totalMinutesIn,
} from '../../src/chart/read/documented-time.ts';

describe('a duration', () => {
  it.each([
    ['45 minutes', 45],
    ['45-minute', 45],
    ['7 mins', 7],
    ['1 hour', 60],
    ['1 hour 15 minutes', 75],
    ['1 hr and 5 min', 65],
    ['1.5 hours', 90],
    ['2h', 120],
    ['10:05-10:51', 46],
    ['10:05 to 10:51', 46],
    ['10:05 am until 10:51 am', 46],
    ['11:50 am to 12:40 pm', 50],
    ['1:05 to 1:50 pm', 45],
    ['start 10:05, stop 10:51', 46],
  ])('%s', (text, minutes) => expect(durationIn(text)?.minutes).toBe(minutes));

  it.each([
    '0 minutes',
    '3245 minutes',
    'version 2.45 minutes',
    '25:10 to 26:20',
    '10:51 to 10:05',
    '10:05 to 10:05',
    '9:75 to 9:80',
    '8:00 to 23:59',
    'BP 120/80, 45 mg',
    'forty minutes',
  ])('none in: %s', (text) => expect(durationIn(text)).toBeUndefined());
});

describe('the total', () => {
  it.each([
    ['Total encounter time 42 minutes', 42],
    ['40 minutes were spent in total', 40],
    ['A total of 33 minutes was spent on the date of service reviewing records', 33],
    ['Time spent on the day of the encounter: 28 minutes', 28],
    ['I spent 10 minutes with the family. Total time 50 minutes.', 50],
    ['I spent 50 minutes, excluding the procedure, on care today', 50],
    ['Total time 45 minutes, not including psychotherapy', 45],
    ['I personally spent 31 minutes preparing, examining, ordering tests or procedures', 31],
    ['Dr. Example: total time 20 min.', 20],
  ])('%s', (text, minutes) => expect(totalMinutesIn(text)?.minutes).toBe(minutes));

  it.each([
    'Total critical care time: 35 minutes',
    'I spent 20 minutes on psychotherapy',
    'Total time of infusion 30 minutes',
    'Discharge: total time 40 minutes',
    'I spent 5 minutes counselling on smoking cessation',
    'Total tourniquet time 40 minutes',
    'Total nursing time 25 minutes',
    'I spent 60 minutes travelling',
    'Total sleep time 300 minutes',
    'Total screen time 2 hours',
  ])('is not: %s', (text) => expect(totalMinutesIn(text)).toBeUndefined());
});

describe('minutes about a matter', () => {
  const about = (text: string, unless?: RegExp) => minutesAbout(text, /\bcritical care\b/i, unless);

  it('are those after its name, else those of its statement', () => {
    expect(about('After 10 minutes, critical care for 40 minutes')?.minutes).toBe(40);
    expect(about('40 minutes of critical care')).toEqual({
      minutes: 40,
      words: '40 minutes of critical care',
    });
  });

  it('are never those of another statement', () => {
    expect(about('Critical care was given. He waited 40 minutes.')).toBeUndefined();
    expect(about('Critical care was given\nHe waited 40 minutes')).toBeUndefined();
  });

  it('are not read where the statement says otherwise', () => {
    expect(about('No critical care; 40 minutes', /\bno critical care\b/i)).toBeUndefined();
    expect(about('35 minutes, excluding critical care')).toBeUndefined();
  });
});

it('statements end at points, semicolons and lines, not within numbers', () => {
  expect(statements('A 1.5 mg; B.\n\nC! D')).toEqual(['A 1.5 mg', 'B', 'C', 'D']);
});
