import { describe, expect, it } from 'vitest';
import { COSTS, titleReader } from '../../../src/terminology/search/title-words.ts';

const read = titleReader();
const said = (title: string): string[] =>
  read(title)
    .filter(({ denied }) => !denied)
    .map(({ word }) => word);
const denied = (title: string): string[] =>
  read(title)
    .filter((word) => word.denied)
    .map(({ word }) => word);
const cost = (title: string): number => read(title).reduce((sum, word) => sum + (COSTS[word.cost] ?? 0), 0);

describe('the words of a title', () => {
  it('stand each once, in order', () => {
    expect(said('Pain in right hip and pain in right knee')).toEqual([
      'pain',
      'in',
      'right',
      'hip',
      'and',
      'knee',
    ]);
  });

  it('are denied after without and not', () => {
    expect(denied('Gastro-esophageal reflux disease without esophagitis')).toEqual(['esophagitis']);
    expect(denied('Migraine, unspecified, not intractable, without status migrainosus')).toEqual([
      'intractable',
      'status',
      'migrainosus',
    ]);
    expect(denied('Concussion without loss of consciousness, initial encounter')).toEqual([
      'loss',
      'of',
      'consciousness',
    ]);
  });

  it('are said again after with, and where the place of a wound is named', () => {
    expect(said('Calculus of bile duct without cholangitis or cholecystitis with obstruction')).toContain(
      'obstruction',
    );
    expect(said('Laceration without foreign body of left hand, initial encounter')).toEqual(
      expect.arrayContaining(['left', 'hand', 'initial']),
    );
  });

  it('are neither where the title leaves it open', () => {
    expect(said('Duodenal ulcer, unspecified as acute or chronic, without hemorrhage')).not.toContain(
      'chronic',
    );
  });

  it('stay denied through a list of denials', () => {
    const title =
      'Unspecified dementia, unspecified severity, without behavioral disturbance, psychotic disturbance, mood disturbance, and anxiety';
    expect(said(title)).toEqual(['unspecified', 'dementia', 'severity', 'without']);
  });
});

describe('what a title adds to the question', () => {
  it('is nothing for unspecified', () => {
    expect(cost('Asthma, unspecified')).toBe(cost('Asthma'));
  });

  it('is more for what is specified', () => {
    expect(cost('Asthma with status asthmaticus')).toBeGreaterThan(cost('Asthma, uncomplicated'));
  });

  it('is little for words in brackets and for what is denied', () => {
    expect(cost('Sleep apnea (adult) (pediatric)')).toBeLessThan(cost('Pediatric sleep apnea'));
    expect(cost('Reflux without esophagitis')).toBeLessThan(cost('Reflux with esophagitis'));
  });
});
