import { expect, it } from 'vitest';
import { INTERPRETERS } from '../../../src/suggest/interpreters/index.ts';

it('there is an interpreter for every kind of table that a module.json may name, data apart', () => {
  expect(Object.keys(INTERPRETERS).sort()).toEqual(['combinations', 'concept-map', 'not-diagnoses']);
});
