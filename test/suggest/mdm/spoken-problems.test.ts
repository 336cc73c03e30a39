/** Problems that the note alone tells of: assessed ones always, others only where nothing was recorded. */
import { describe, expect, it } from 'vitest';
import { evidence } from '../../../src/chart/index.ts';
import { spokenProblems } from '../../../src/suggest/mdm/spoken-problems.ts';
import type { DiagnosisSuggestion } from '../../../src/suggest/model.ts';
import { facts, noteText, problem } from '../../support/facts.ts';

const note = noteText('Sugars fine. Vaccinated against tetanus.');
const told = (rule: string, words: string, id = `${note.id}#text-0`): DiagnosisSuggestion => ({
  kind: 'diagnosis',
  code: 'E11.9',
  title: words,
  release: undefined,
  problems: [id],
  confidence: 0.8,
  evidence: [evidence(note.id, 'text', words)],
  rule: { module: 'note', version: '1', rule, citation: { source: 's', section: 's' } },
  alternatives: [],
  queries: [],
  replaces: [],
  placement: 'any',
});
const ids = (d: DiagnosisSuggestion, alone: boolean, problems: Parameters<typeof facts>[0] = {}) =>
  spokenProblems([d], facts({ notes: [note], ...problems }), alone).map((p) => p.id);

describe('problems that the note alone tells of', () => {
  it('are those of its assessment, beside recorded ones, too', () => {
    expect(ids(told('assessed', 'Sugars'), false)).toEqual([`${note.id}#text-0`]);
  });

  it('are others only where nothing was recorded', () => {
    expect(ids(told('told', 'Sugars'), true)).toHaveLength(1);
    expect(ids(told('told', 'Sugars'), false)).toEqual([]);
  });

  it('are not what a vaccine is against', () => {
    expect(ids(told('told', 'tetanus'), true)).toEqual([]);
  });

  it('are none where a Condition says the same, nor where no note does', () => {
    const own = problem({ words: 'Diabetes', code: 'E11.9' });
    expect(ids(told('assessed', 'Sugars', own.id), false, { problems: [own] })).toEqual([]);
    expect(ids(told('assessed', 'Sugars', 'Observation/o'), false)).toEqual([]);
  });

  it('are no status codes', () => {
    expect(ids({ ...told('assessed', 'Sugars'), placement: 'never-first' }, true)).toEqual([]);
  });
});
