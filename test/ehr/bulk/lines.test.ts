/** NDJSON in whatever chunks it comes: every line once, none too long kept, packed files whole or not at all. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { linesOf, linesOfFile } from '../../../src/ehr/bulk/lines.ts';
import { drained } from '../support.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'claimwright-lines-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}
const lines = async (text: string, size: number, longest?: number) =>
  drained(linesOf(inChunks(Buffer.from(text), size), longest));

describe('lines', () => {
  it.each([1, 2, 3, 7, 1000])('are the same in chunks of %i bytes, within a character, too', async (size) => {
    expect(await lines('{"a":"Zoë"}\n\n{"b":"日本"}\r\n  \n{"c":1}', size)).toEqual([
      { number: 1, text: '{"a":"Zoë"}' },
      { number: 3, text: '{"b":"日本"}' },
      { number: 5, text: '{"c":1}' },
    ]);
  });

  it.each([1, 5, 64])('too long are told and passed over, in chunks of %i bytes', async (size) => {
    expect(await lines(`12345678\n${'x'.repeat(9)}\n${'y'.repeat(500)}\nend`, size, 8)).toEqual([
      { number: 1, text: '12345678' },
      { number: 2, text: undefined },
      { number: 3, text: undefined },
      { number: 4, text: 'end' },
    ]);
  });

  it('of two gigabytes take no more memory than a chunk', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x78);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 2048; i += 1) yield chunk;
      yield Buffer.from('\n{"ok":1}\n');
    }
    const before = process.memoryUsage().rss;
    expect(await drained(linesOf(endless()))).toEqual([
      { number: 1, text: undefined },
      { number: 2, text: '{"ok":1}' },
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('hold what a split at line ends holds, whatever the text and the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        // What is no UTF-16 of a character cannot be in a file.
        fc.pre(text.isWellFormed());
        const wanted = text.split('\n').map((l) => new TextDecoder().decode(Buffer.from(l)).trim());
        expect((await lines(text, size)).map((l) => l.text)).toEqual(wanted.filter((l) => l !== ''));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file', () => {
  const file = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(FOLDER, name), bytes);
    return join(FOLDER, name);
  };
  const packed = gzipSync(Array.from({ length: 2000 }, (_, i) => `{"n":${i}}`).join('\n'));

  it('is read packed or not, whatever its name says', async () => {
    expect(await drained(linesOfFile(file('plain.gz', '{"a":1}\n')))).toEqual([
      { number: 1, text: '{"a":1}' },
    ]);
    expect(await drained(linesOfFile(file('packed.ndjson', packed)))).toHaveLength(2000);
    expect(await drained(linesOfFile(file('empty', '')))).toEqual([]);
  });

  it('that is packed and cut off, or damaged, is no shorter file but a fault', async () => {
    const cut = file('cut', packed.subarray(0, packed.length - 20));
    await expect(drained(linesOfFile(cut))).rejects.toThrow(/unexpected end/);
    const broken = Buffer.from(packed);
    broken.fill(0, 200, 260);
    await expect(drained(linesOfFile(file('broken', broken)))).rejects.toThrow();
  });

  it('that is not there is a fault', async () => {
    await expect(drained(linesOfFile(join(FOLDER, 'none')))).rejects.toThrow(/ENOENT/);
  });
});
