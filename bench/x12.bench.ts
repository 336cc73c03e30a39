/** 837P written and read beside node-x12 on the same claims; a file of 100,000 claims and a remittance of 100,000 lines in flat memory. */
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { claimTransactions } from '../src/x12/claim/write-claims.ts';
import { writtenClaim } from '../src/x12/fhir/written-claim.ts';
import {
  type Dossier,
  readClaims,
  readResponses,
  type SegmentDraft,
  SegmentReader,
  write837,
  writeInterchange,
} from '../src/x12/index.ts';
import type { Figure } from './support/figure.ts';
import { median } from './support/timing.ts';
import { dossier, dossiers, SUBMISSION } from './support/x12-claims.ts';
import { remittance } from './support/x12-remittance.ts';

export const name = 'X12: claims written and read, remittances read';

// Enough that one round takes a tenth of a second with the slower of the two.
const CLAIMS = 500;
const ROUNDS = 7;
// Both go on getting faster for so many rounds.
const WARM = 30;
const MANY = 100_000;
const CHUNK = 65_536;

export async function run(): Promise<readonly Figure[]> {
  const claims = [...dossiers(CLAIMS)];
  const text = [...write837(claims, SUBMISSION)].join('');
  return [...(await besideLibrary(claims, text)), ...(await flatClaims()), ...(await flatRemittance())];
}

interface Library {
  readonly X12Parser: new (strict: boolean) => { parse(text: string): Whole };
  readonly X12Interchange: new () => Whole & {
    setHeader(elements: readonly string[]): void;
    addFunctionalGroup(): {
      setHeader(elements: readonly string[]): void;
      addTransaction(): {
        setHeader(elements: readonly string[]): void;
        addSegment(tag: string, elements: readonly string[]): unknown;
      };
    };
  };
}
interface Whole {
  toString(): string;
}

async function besideLibrary(claims: readonly Dossier[], text: string): Promise<readonly Figure[]> {
  const library = createRequire(import.meta.url)('node-x12') as Library;
  const bytes = Buffer.from(text, 'latin1');
  const parser = new library.X12Parser(true);
  const drafts = claims.map(writtenClaim);
  const batch = { header: [], firstControlNumber: 1 };
  const segments: SegmentDraft[] = [];
  for (const transaction of claimTransactions(drafts, batch)) segments.push(...transaction.segments);
  const times = await inTurns({
    segments: () => segmentsOnly(bytes),
    claims: () => claimsIn(chunked([bytes])),
    library: () => void parser.parse(text),
    write: () => void joined(write837(claims, SUBMISSION)),
    writeSegments: () =>
      void joined(
        writeInterchange([{ id: '837', controlNumber: '0001', segments }], {
          ...SUBMISSION,
          functionalId: 'HC',
          version: '005010X222A1',
        }),
      ),
    libraryWrite: () => void libraryText(library, segments),
  });
  const rate = (ms: number): number => (CLAIMS / ms) * 1_000;
  return [
    {
      label: 'claims read from an 837: loops, dictionary, guide',
      value: rate(times.claims),
      unit: 'claims/s',
    },
    { label: 'its segments alone', value: rate(times.segments), unit: 'claims/s' },
    { label: 'node-x12, which reads segments', value: rate(times.library), unit: 'claims/s' },
    { label: 'claims read', value: times.library / times.claims, unit: '× node-x12', aim: 10 },
    { label: 'segments read', value: times.library / times.segments, unit: '× node-x12', aim: 10 },
    { label: 'Claims written as an 837', value: rate(times.write), unit: 'claims/s' },
    { label: 'its segments alone', value: rate(times.writeSegments), unit: 'claims/s' },
    { label: 'node-x12, which writes segments', value: rate(times.libraryWrite), unit: 'claims/s' },
    { label: 'Claims written', value: times.libraryWrite / times.write, unit: '× node-x12', aim: 10 },
    {
      label: 'segments written',
      value: times.libraryWrite / times.writeSegments,
      unit: '× node-x12',
      aim: 10,
    },
  ];
}

/** Median milliseconds of processor time of this thread: what a busy machine takes from the clock it does not take from it. */
async function inTurns<K extends string>(
  runs: Readonly<Record<K, () => unknown>>,
): Promise<Readonly<Record<K, number>>> {
  const times = new Map<string, number[]>();
  for (let i = -WARM; i < ROUNDS; i += 1)
    for (const [who, work] of Object.entries<() => unknown>(runs)) {
      collect();
      const before = process.threadCpuUsage();
      await work();
      const { user, system } = process.threadCpuUsage(before);
      if (i >= 0) times.set(who, [...(times.get(who) ?? []), (user + system) / 1_000]);
    }
  return Object.fromEntries([...times].map(([who, all]) => [who, median(all)])) as Record<K, number>;
}

function segmentsOnly(bytes: Buffer): void {
  const reader = new SegmentReader();
  for (let at = 0; at < bytes.length; at += CHUNK) reader.push(bytes.toString('latin1', at, at + CHUNK));
  reader.end();
}

function libraryText(library: Library, segments: readonly SegmentDraft[]): string {
  const interchange = new library.X12Interchange();
  interchange.setHeader(
    '00,          ,00,          ,ZZ,A              ,ZZ,B              ,260304,0930,^,00501,000000042,0,T,:'.split(
      ',',
    ),
  );
  const group = interchange.addFunctionalGroup();
  group.setHeader(['HC', 'CLAIMWRIGHT', 'CLEARING', '20260304', '0930', '42', 'X', '005010X222A1']);
  const transaction = group.addTransaction();
  transaction.setHeader(['837', '0001', '005010X222A1']);
  for (const { id, elements } of segments)
    transaction.addSegment(
      id,
      elements.map((value) => (typeof value === 'string' ? value : (value ?? []).join(':'))),
    );
  return interchange.toString();
}

function joined(parts: Iterable<string>): number {
  let length = 0;
  for (const part of parts) length += part.length;
  return length;
}

async function* chunked(parts: Iterable<string | Buffer>): AsyncGenerator<Buffer> {
  let waiting = '';
  for (const part of parts) {
    if (typeof part === 'string') waiting += part;
    else for (let at = 0; at < part.length; at += CHUNK) yield part.subarray(at, at + CHUNK);
    if (waiting.length < CHUNK) continue;
    yield Buffer.from(waiting, 'latin1');
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting, 'latin1');
}

/** Counts the claims; `each` is told of every so many. */
async function claimsIn(source: AsyncIterable<Uint8Array>, each?: (count: number) => void): Promise<number> {
  let count = 0;
  for await (const event of readClaims(source)) {
    if (event.kind !== 'claim') continue;
    count += 1;
    each?.(count);
  }
  return count;
}

/** Written and read at once: neither the claims nor their text are ever there as a whole. */
async function flatClaims(): Promise<readonly Figure[]> {
  const memory = watched(MANY / 10);
  const start = performance.now();
  const count = await claimsIn(chunked(write837(madeOnce(MANY), SUBMISSION)), memory.see);
  if (count !== MANY) throw new Error(`${count} claims were read`);
  return [
    { label: '100,000 claims written and read again', value: (performance.now() - start) / 1_000, unit: 's' },
    { label: 'more heap in use at most', value: memory.most(), unit: 'MB', aim: 16 },
  ];
}

function* madeOnce(count: number): Generator<Dossier> {
  for (let i = 0; i < count; i += 1) yield dossier(i);
}

async function flatRemittance(): Promise<readonly Figure[]> {
  const memory = watched(MANY / 10);
  const start = performance.now();
  let lines = 0;
  let balanced = false;
  for await (const event of readResponses(chunked(remittance(MANY)))) {
    if (event.kind === 'fault') throw new Error(event.fault.message);
    if (event.kind === 'payment-end') balanced = event.end.balanced;
    if (event.kind !== 'claim-payment') continue;
    lines += event.claim.lines.length;
    memory.see(lines);
  }
  if (lines !== MANY || !balanced) throw new Error(`${lines} lines, balanced: ${balanced}`);
  return [
    {
      label: 'remittance of 100,000 lines read and balanced',
      value: MANY / ((performance.now() - start) / 1_000),
      unit: 'lines/s',
    },
    { label: 'more heap in use at most', value: memory.most(), unit: 'MB', aim: 16 },
  ];
}

/** What is in use after each so many, when what is not has been collected. */
function watched(every: number): { see(count: number): void; most(): number } {
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  return {
    see: (count) => {
      if (count % every !== 0) return;
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    },
    most: () => most / 2 ** 20,
  };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
