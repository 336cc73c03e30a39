/** The codes of an encounter as words to compare: a service with its modifiers, as `99213-25`. */
import type { SuggestionSet } from '../suggest/index.ts';

export const codesOfSet = (set: SuggestionSet): readonly string[] => [
  ...set.diagnoses.map((d) => d.code),
  ...set.services.map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-')),
];
