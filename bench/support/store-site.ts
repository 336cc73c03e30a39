/** A worker over the queue and the cases of a database, with an EHR in memory: what is left is coding and keeping. */
import { type Ehr, fakeEhr, memorySource } from '../../src/ehr/index.ts';
import { readChart } from '../../src/ehr/read/read-chart.ts';
import { caseCodec, type PipelineKnowledge, queueIntake, worker } from '../../src/flow/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { type Database, databaseCaseStore, openWorkQueue } from '../../src/store/index.ts';
import { manyCharts } from './ehr/many-charts.ts';

const CONNECTION = 'bench';
const BASE = 'https://ehr.example.org/fhir';

/** Reads as a real one does, without the network; it offers the claims, which costs it nothing. */
function memoryEhr(): Ehr {
  const charts = manyCharts();
  return {
    ...fakeEhr([], { id: CONNECTION, baseUrl: BASE, writeBack: 'pull' }),
    readChart: (id) => readChart(memorySource(charts.resources(charts.of(id) ?? 0), BASE), id),
  };
}

export async function storeSite(database: Database, knowledge: PipelineKnowledge) {
  const queue = await openWorkQueue(database);
  const cases = databaseCaseStore(database, caseCodec);
  const process = { cases, clock: systemClock, knowledge };
  const work = worker({ queue, ehrs: [memoryEhr()], process, concurrency: 4 });
  const charts = manyCharts();
  return {
    cases,
    /** The encounters from the n-th on. */
    enqueue: (from: number, count: number) =>
      queueIntake(queue).accept(
        Array.from({ length: count }, (_, i) => ({
          connection: CONNECTION,
          encounter: charts.id(from + i),
          from: 'batch' as const,
        })),
      ),
    drain: work.drain,
    close: () => queue.close(),
  };
}

/** Run as a process: a worker that says when it is ready, waits for a word, and ends when nothing is left. */
if (import.meta.main) {
  const { knowledge } = await import('./examples.ts');
  const { openDatabase } = await import('../../src/store/index.ts');
  const database = await openDatabase({ url: process.argv[2] });
  const site = await storeSite(database, await knowledge());
  console.log('ready');
  await new Promise((go) => process.stdin.once('data', go));
  await site.drain();
  await site.close();
  await database.close();
  process.exit(0);
}
