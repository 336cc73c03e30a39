import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadRequest, httpDownloads } from '../../src/fetch/index.ts';
import {
  type Answer,
  type FileServer,
  redirect,
  stalled,
  startFileServer,
  truncated,
  whole,
} from './server.ts';

const BYTES = Buffer.from('PK'.repeat(5_000));
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let folder = '';
let server: FileServer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function download(answers: Readonly<Record<string, Answer>>, more: Partial<DownloadRequest> = {}) {
  server = await startFileServer(answers);
  const { host } = server;
  return httpDownloads(folder).download({
    name: 'file.zip',
    address: server.address('/a'),
    types: ['application/zip'],
    maxBytes: 100_000,
    timeoutMs: 10_000,
    wrongAddress: (address) =>
      URL.parse(address)?.host === host ? undefined : `${address} is not on the list`,
    ...more,
  });
}

describe('a download', () => {
  it('stands beside its place until it is kept, then in it by one rename', async () => {
    writeFileSync(join(folder, 'file.zip'), 'what was there');
    const seen: [number, number | undefined][] = [];
    const got = await download(
      { '/a': whole(BYTES) },
      { progress: (done, total) => seen.push([done, total]) },
    );
    expect(Buffer.from(got.bytes).equals(BYTES)).toBe(true);
    expect(readFileSync(join(folder, 'file.zip'), 'utf8')).toBe('what was there');
    expect(seen.at(-1)).toEqual([BYTES.length, BYTES.length]);
    got.keep();
    expect(readdirSync(folder)).toEqual(['file.zip']);
    expect(readFileSync(join(folder, 'file.zip')).equals(BYTES)).toBe(true);
  });

  it('leaves nothing when it is discarded', async () => {
    (await download({ '/a': whole(BYTES) })).discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follows a redirect within the list', async () => {
    const got = await download({ '/a': redirect('/b'), '/b': whole(BYTES) });
    expect(got.bytes.length).toBe(BYTES.length);
    expect(server?.asked).toEqual(['/a', '/b']);
  });

  it('takes a body without a length, a type with parameters, and the right checksum', async () => {
    const chunked: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'Application/Zip; charset=binary' });
      response.end(BYTES);
    };
    expect((await download({ '/a': chunked }, { sha256: sha(BYTES) })).bytes.length).toBe(BYTES.length);
  });

  it.each<[string, Readonly<Record<string, Answer>>, Partial<DownloadRequest>, RegExp]>([
    ['a file that is not there', {}, {}, /the server answers 404/],
    [
      'a redirect off the list',
      { '/a': redirect('http://elsewhere.invalid/x') },
      {},
      /it redirects elsewhere: .* not on the list/,
    ],
    ['a redirect to itself', { '/a': redirect('/a') }, {}, /more than 5 times/],
    ['a redirect to no address', { '/a': redirect('http://') }, {}, /redirects elsewhere|answers 302/],
    [
      'a page instead of the file',
      { '/a': whole('<html>', 'text/html') },
      {},
      /answers text\/html, not application\/zip/,
    ],
    ['a body that ends early', { '/a': truncated(BYTES) }, {}, /ended before the file did|connection failed/],
    ['an empty body', { '/a': whole('') }, {}, /the answer is empty/],
    ['another checksum', { '/a': whole(BYTES) }, { sha256: '0'.repeat(64) }, /its checksum is not the one/],
    [
      'a size that is told and too large',
      { '/a': whole(BYTES) },
      { maxBytes: BYTES.length - 1 },
      /larger than 9999 bytes/,
    ],
    [
      'a size that is not told and too large',
      {
        '/a': (response) => {
          response.writeHead(200, { 'content-type': 'application/zip' });
          response.end(BYTES);
        },
      },
      { maxBytes: 100 },
      /larger than 100 bytes/,
    ],
    ['a server that stalls', { '/a': stalled }, { timeoutMs: 60 }, /longer than 0\.06 s/],
    ['a server that never answers', { '/a': () => undefined }, { timeoutMs: 60 }, /longer than 0\.06 s/],
    [
      'an address off the list',
      {},
      { address: 'http://elsewhere.invalid/a' },
      /fetched: http.* is not on the list/,
    ],
  ])('refuses %s, names the address, leaves nothing', async (_, answers, more, sentence) => {
    const fault = await download(answers, more).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'CW-3005', message: expect.stringMatching(sentence) });
    expect(String(fault)).toContain(more.address ?? server?.address('/a'));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says that nobody listens', async () => {
    const gone = await startFileServer({});
    const address = gone.address('/a');
    await gone.close();
    const fault = await download({}, { address, wrongAddress: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({ code: 'CW-3005', message: expect.stringContaining('ECONNREFUSED') });
  });
});
