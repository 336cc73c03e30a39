/** The state machine of a case: every event from every state, and what an event leaves behind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import {
  advance,
  type Case,
  type CaseEventKind,
  type CaseState,
  canHappen,
  caseId,
  newCase,
} from '../../src/review/index.ts';

/** State → the events it may meet and where they lead. Everything else is refused. */
const MAY: Readonly<Record<CaseState, Partial<Record<CaseEventKind, CaseState>>>> = {
  received: { read: 'received', coded: 'coded', held: 'held' },
  coded: { read: 'received', 'asked-for-review': 'review', 'found-ready': 'ready', held: 'held' },
  review: { read: 'received', 'found-ready': 'ready', held: 'held', voided: 'voided' },
  ready: { read: 'received', claimed: 'claimed', held: 'held' },
  held: { read: 'received', 'found-ready': 'ready', voided: 'voided' },
  claimed: { read: 'received', sent: 'sent', held: 'held', voided: 'voided' },
  sent: { acknowledged: 'acknowledged', adjudicated: 'adjudicated', rejected: 'rejected', voided: 'voided' },
  acknowledged: { adjudicated: 'adjudicated', rejected: 'rejected', voided: 'voided' },
  adjudicated: { voided: 'voided' },
  rejected: { voided: 'voided' },
  voided: {},
};
const STATES = Object.keys(MAY) as readonly CaseState[];
const KINDS: readonly CaseEventKind[] = [
  'read',
  'coded',
  'asked-for-review',
  'found-ready',
  'held',
  'claimed',
  'sent',
  'acknowledged',
  'adjudicated',
  'rejected',
  'voided',
];

const event = (kind: CaseEventKind) => ({ at: '2026-03-04T10:00:00Z', who: 'coder', kind, why: 'Because.' });
const inState = (state: CaseState): Case => ({ ...newCase('ehr', 'Encounter/1'), state });

describe.each(STATES)('a case that is %s', (state) => {
  it.each(KINDS)('meets %s', (kind) => {
    const to = MAY[state][kind];
    expect(canHappen(inState(state), kind)).toBe(to !== undefined);
    if (to !== undefined) return expect(advance(inState(state), event(kind)).state).toBe(to);
    const refused = (): Case => advance(inState(state), event(kind));
    expect(refused).toThrow(ClaimwrightError);
    expect(refused).toThrow(`The case cannot go from ${state} by ${kind}.`);
  });

  it('can be reached from a new case, or is where nothing leads', () => {
    expect(reachable()).toContain(state);
  });
});

function reachable(): ReadonlySet<CaseState> {
  const found = new Set<CaseState>(['received']);
  for (const state of found) for (const next of Object.values(MAY[state])) if (next) found.add(next);
  return found;
}

describe('a claim that went out', () => {
  it('is never read or coded again: a correction is another claim', () => {
    for (const state of ['sent', 'acknowledged', 'adjudicated', 'rejected', 'voided'] as const)
      for (const kind of ['read', 'coded', 'held', 'found-ready', 'claimed'] as const)
        expect(canHappen(inState(state), kind)).toBe(false);
  });
});

describe('the events', () => {
  it('are only ever added, numbered from one, and leave the case before them as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...KINDS), { maxLength: 40 }), (kinds) => {
        let current = newCase('ehr', 'Encounter/1');
        for (const kind of kinds) {
          if (!canHappen(current, kind)) continue;
          const before = structuredClone(current);
          const after = advance(current, event(kind));
          expect(current).toEqual(before);
          expect(after.events.slice(0, -1)).toEqual(before.events);
          expect(after.events.at(-1)).toEqual({ ...event(kind), sequence: before.events.length + 1 });
          expect([after.id, after.connection, after.encounter]).toEqual([before.id, 'ehr', 'Encounter/1']);
          current = after;
        }
      }),
    );
  });
});

describe('the id of a case', () => {
  it('is the same for the same encounter of the same connection, whenever it is made', () => {
    expect(caseId('ehr', 'Encounter/1')).toBe('d36e4be6-004e-886e-890c-87800188da9b');
    expect(newCase('ehr', 'Encounter/1')).toEqual({
      id: caseId('ehr', 'Encounter/1'),
      connection: 'ehr',
      encounter: 'Encounter/1',
      state: 'received',
      events: [],
    });
  });

  it('tells encounters and connections apart, also where their names run together', () => {
    const pairs: readonly (readonly [string, string])[] = [
      ['ehr', 'Encounter/1'],
      ['ehr', 'Encounter/2'],
      ['ehr2', 'Encounter/1'],
      ['ehrE', 'ncounter/1'],
      ['', 'ehrEncounter/1'],
      ['ehr","', 'Encounter/1'],
    ];
    expect(new Set(pairs.map(([c, e]) => caseId(c, e))).size).toBe(pairs.length);
  });
});
