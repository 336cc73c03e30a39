/** Processes killed at random instants, an EHR that goes away, a server that restarts: one Claim of each encounter, and none lost. */
import { expect, it, vi } from 'vitest';
import { crashRun } from './crash.ts';
import { crashDatabase } from './crash-database.ts';
import { crashFaults } from './crash-faults.ts';

// Ten times what it takes on a machine of its own.
vi.setConfig({ testTimeout: 1_200_000 });

// Minutes of killing and waiting: only where it is asked for (`.ci/crash`).
const asked = process.env.CLAIMWRIGHT_TEST_CRASH_ENCOUNTERS;
const encounters = Number(asked ?? 60);
const kills = encounters < 1000 ? 4 : 12;
const server = await crashDatabase();

it.skipIf(asked === undefined)('an embedded database', async () => {
  const result = await crashRun({ encounters, seed: 20, kills });
  expect(crashFaults(result, encounters)).toEqual([]);
});

it.skipIf(asked === undefined || server.url === undefined)(
  'a PostgreSQL server with two workers and a service',
  async () => {
    const result = await crashRun({ encounters, seed: 30, kills, ...server });
    expect(crashFaults(result, encounters)).toEqual([]);
  },
);
