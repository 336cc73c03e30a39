/** `npx node bench/crash.ts [encounters] [kills] [seed]`: the crash test at length, on the server of CLAIMWRIGHT_TEST_DATABASE_URL or embedded. */
import { crashRun } from '../test/e2e/crash.ts';
import { crashDatabase } from '../test/e2e/crash-database.ts';
import { crashFaults } from '../test/e2e/crash-faults.ts';

const [encounters = 20_000, kills = 60, seed = 1] = process.argv.slice(2).map(Number);
const began = performance.now();
const server = await crashDatabase();
const result = await crashRun({ encounters, kills, seed, ...server, say: console.log });
const faults = crashFaults(result, encounters);
console.log(JSON.stringify(result));
console.log(`${encounters} encounters, ${kills} kills, ${Math.round((performance.now() - began) / 1000)} s`);
console.log(faults.length === 0 ? 'Nothing is lost, nothing is claimed twice.' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
