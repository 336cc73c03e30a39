/** A connection to a stub, on a clock that stands still. */

import { type ConnectOptions, connectEhr, type Notice } from '../../src/ehr/index.ts';
import type { Ehr } from '../../src/ehr/model.ts';
import type { Encounter, Resource } from '../../src/fhir/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { bundle, issue, json, type Reply, type Seen } from './stub.ts';

export interface Connected {
  readonly ehr: Ehr;
  readonly waits: readonly number[];
  readonly notices: readonly Notice[];
}

export function connect(baseUrl: string, options: Partial<ConnectOptions> = {}): Connected {
  const clock = frozenClock('2026-06-01T00:00:00Z');
  const notices: Notice[] = [];
  const ehr = connectEhr({
    id: 'test',
    baseUrl,
    clock,
    random: () => 0.5,
    notice: (n) => notices.push(n),
    ...options,
  });
  return { ehr, waits: clock.waits, notices };
}

export async function drained<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const encounter = (id: string, more: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-03-04T09:00:00-05:00', end: '2026-03-04T09:30:00-05:00' },
  ...more,
});

/**
 * A server that has the resources: reads by id, and for a search all of the type (a server that passes over every
 * parameter). `special` comes first.
 */
export const serving =
  (resources: readonly Resource[], special: Readonly<Record<string, Reply>> = {}) =>
  (seen: Seen): Reply => {
    const chosen = Object.entries(special).find(([start]) => decodeURIComponent(seen.path).startsWith(start));
    if (chosen) return chosen[1];
    const [type = '', id] = (seen.path.split('?')[0] ?? '').split('/');
    if (type === 'metadata') return issue(404, 'not-found');
    if (id === undefined) return json(bundle(resources.filter((r) => r.resourceType === type)));
    const found = resources.find((r) => r.resourceType === type && r.id === id);
    return found ? json(found) : issue(404, 'not-found');
  };
