/** What is over is history where the classification has a code (guideline I.C.21.c.4), never the disease itself. */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { historyCodes } from '../../src/suggest/history.ts';
import { HISTORY } from '../../src/suggest/history-table.ts';
import { selectProblems } from '../../src/suggest/select.ts';
import { official } from '../mappings/official.ts';
import { dx, facts, listed, ON, problem } from '../support/facts.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const terminology = fakeTerminology();
const over = { clinical: 'resolved' as const };
const codes = (code: string, ...past: Parameters<typeof historyCodes>[1]) =>
  historyCodes([dx(code, { problems: past.map((p) => p.id) })], past, terminology, ON);

describe('history', () => {
  it.each([
    ['C50.412', 'Z85.3'],
    ['C44.91', 'Z85.828'],
    ['C4A.9', 'Z85.821'],
    ['C43.9', 'Z85.820'],
    ['I21.4', 'I25.2'],
    ['I63.9', 'Z86.73'],
    ['I26.99', 'Z86.711'],
  ])('%s, also when only listed: %s', (was, code) => {
    expect(codes(was, listed(over)).map((d) => d.code)).toEqual([code]);
    expect(codes(was, problem(over)).map((d) => d.code)).toEqual([code]);
  });

  it.each(['N20.0', 'K25.9', 'U07.1'])('%s is told only where the encounter itself speaks of it', (was) => {
    expect(codes(was, listed(over))).toEqual([]);
    expect(codes(was, problem(over))).toHaveLength(1);
  });

  it.each(['J06.9', 'B20', 'Z79.4', 'S52.501A', 'D12.6'])('%s leaves none', (was) =>
    expect(codes(was, problem(over))).toEqual([]),
  );

  it('never leads, is less sure than the disease, and names it', () => {
    expect(codes('C61', problem(over))[0]).toMatchObject({
      placement: 'never-first',
      rule: { rule: 'history', citation: { section: 'I.C.21.c.4' } },
      alternatives: [{ code: 'C61' }],
    });
    expect(codes('C61', problem(over))[0]?.confidence).toBeLessThan(0.9);
  });

  it('a code that also speaks for a current problem is no history', () => {
    const both = dx('C61', { problems: ['Condition/c', 'Condition/now'] });
    expect(historyCodes([both], [problem(over)], terminology, ON)).toEqual([]);
  });
});

describe('what is past', () => {
  const past = (p: Parameters<typeof problem>[0]) =>
    selectProblems(facts({ problems: [problem(p)] }), ON).past;

  it('was, and is over', () => {
    expect(past(over)).toHaveLength(1);
    expect(past({ clinical: 'inactive' })).toHaveLength(1);
  });

  it('is not what is current, refuted, doubted, or still to come', () => {
    expect(past({})).toEqual([]);
    expect(past({ clinical: 'remission' })).toEqual([]);
    expect(past({ ...over, verification: 'refuted' })).toEqual([]);
    expect(past({ ...over, verification: 'entered-in-error' })).toEqual([]);
    expect(past({ ...over, verification: 'provisional' })).toEqual([]);
    expect(past({ link: 'problem-list', onset: day('2026-06-01') })).toEqual([]);
  });
});

describe.skipIf(official.size === 0 || !existsSync(new URL('../../../shared', import.meta.url)))(
  'against the official order file (skipped without ../shared)',
  () => {
    it('every history code is billable, every node is there, and no node twice', () => {
      const nodes = HISTORY.flatMap((r) => r.nodes);
      expect(HISTORY.filter((r) => !official.get(r.code.replace('.', ''))?.billable)).toEqual([]);
      expect(nodes.filter((n) => !official.has(n.replace('.', '')))).toEqual([]);
      expect(new Set(nodes).size).toBe(nodes.length);
    });
  },
);
