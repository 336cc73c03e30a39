/** Diagnosis pointers and the twelve diagnoses of a professional claim. */
import { describe, expect, it } from 'vitest';
import type { ClaimDraft } from '../../src/claim/index.ts';
import { draft, dx, problemIds, service } from './support.ts';

const pointers = (d: ClaimDraft) => d.claim.item?.map((i) => i.diagnosisSequence);
const codes = (d: ClaimDraft) => d.claim.diagnosis?.map((x) => x.diagnosisCodeableConcept?.coding?.[0]?.code);

describe('pointers', () => {
  const diagnoses = [
    dx('E11.22', 'Condition/dm', 'Condition/ckd'),
    dx('N18.31', 'Condition/ckd'),
    dx('I10', 'Condition/bp'),
  ];

  it('follow the problems of the service, most important first', () => {
    const services = [service('99214', { problems: ['Condition/bp', 'Condition/ckd'] })];
    expect(pointers(draft({ diagnoses, services }))).toEqual([[3, 1, 2]]);
  });

  it('name a diagnosis once, even when two problems lead to it', () => {
    const services = [service('99214', { problems: ['Condition/dm', 'Condition/ckd'] })];
    expect(pointers(draft({ diagnoses, services }))).toEqual([[1, 2]]);
  });

  it('are the first four when the service names no problem', () => {
    const five = [...diagnoses, dx('E78.5', 'Condition/l'), dx('F41.1', 'Condition/f')];
    const made = draft({ diagnoses: five, services: [service('99214')] });
    expect(pointers(made)).toEqual([[1, 2, 3, 4]]);
    expect(made.problems).toEqual([]);
  });

  it('are at most four of the problems named', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((id, i) =>
      dx(['E11.9', 'I10', 'E78.5', 'F41.1', 'E03.9'][i] ?? '', id),
    );
    const made = draft({
      diagnoses: five,
      services: [service('99214', { problems: ['e', 'd', 'c', 'b', 'a'] })],
    });
    expect(pointers(made)).toEqual([[5, 4, 3, 2]]);
  });

  it('stand in for a problem without a diagnosis, and say so', () => {
    const made = draft({ diagnoses, services: [service('83036', { problems: ['Condition/gone'] })] });
    expect(pointers(made)).toEqual([[1, 2, 3]]);
    expect(made.problems).toMatchObject([
      { edit: 'claim-pointer-assumed', severity: 'warning', expression: 'Claim.item[0].diagnosisSequence' },
    ]);
  });

  it('do not stand in when one of two problems has a diagnosis', () => {
    const made = draft({
      diagnoses,
      services: [service('83036', { problems: ['Condition/gone', 'Condition/bp'] })],
    });
    expect(pointers(made)).toEqual([[3]]);
    expect(made.problems).toEqual([]);
  });

  it('leave external causes out unless the service was for that problem, and then put them last', () => {
    const injury = [
      dx('S61.412A', 'Condition/cut'),
      dx('W26.0XXA', 'Condition/cut'),
      dx('Y92.010', 'Condition/place'),
    ];
    const services = [service('99213'), service('12001', { problems: ['Condition/place', 'Condition/cut'] })];
    expect(pointers(draft({ diagnoses: injury, services }))).toEqual([[1], [1, 3, 2]]);
  });

  it('do not take Z codes, or U codes, for external causes', () => {
    const made = draft({ diagnoses: [dx('Z23', 'Condition/z'), dx('U07.1', 'Condition/u')] });
    expect(pointers(made)).toEqual([[1, 2]]);
  });

  it('are missing, and said to be, when there are external causes alone', () => {
    const made = draft({
      diagnoses: [dx('W26.0XXA', 'Condition/x')],
      services: [service('99213', { problems: ['Condition/x'] })],
    });
    expect(pointers(made)).toEqual([undefined]);
    expect(problemIds(made)).toEqual(['claim-accident-incomplete', 'claim-pointer-missing']);
  });
});

describe('more diagnoses than fit', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => dx(`E${10 + i}.9`, `Condition/${i + 1}`));

  it('are none at twelve', () => {
    const made = draft({ diagnoses: many(12) });
    expect(codes(made)).toHaveLength(12);
    expect(made.problems).toEqual([]);
  });

  it('lose the last one that no line needs, in a warning that names it', () => {
    const made = draft({ diagnoses: many(13), services: [service('99214', { problems: ['Condition/2'] })] });
    expect(codes(made)).toEqual(many(12).map((d) => d.code));
    expect(made.problems).toMatchObject([
      { edit: 'claim-diagnosis-left-out', severity: 'warning', codes: ['E22.9'] },
    ]);
  });

  it('keep the thirteenth when a line needs it, in its place behind the others', () => {
    const made = draft({ diagnoses: many(13), services: [service('99214', { problems: ['Condition/13'] })] });
    expect(codes(made)?.at(-1)).toBe('E22.9');
    expect(codes(made)?.[0]).toBe('E10.9');
    expect(codes(made)).not.toContain('E21.9');
    expect(pointers(made)).toEqual([[12]]);
    expect(problemIds(made)).toEqual(['claim-diagnosis-left-out']);
  });

  it('are numbered without a gap whatever was left out', () => {
    const made = draft({
      diagnoses: many(20),
      services: [service('99214', { problems: ['Condition/20', 'Condition/19'] })],
    });
    expect(made.claim.diagnosis?.map((d) => d.sequence)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(pointers(made)).toEqual([[12, 11]]);
  });
});
