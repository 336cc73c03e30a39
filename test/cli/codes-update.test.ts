import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpDownloads } from '../../src/fetch/index.ts';
import { loadManifest, releaseFolder } from '../../src/store/index.ts';
import {
  type Answer,
  type FileServer,
  redirect,
  stalled,
  startFileServer,
  truncated,
  whole,
} from '../fetch/server.ts';
import { bytes, orderText } from '../terminology/support.ts';
import { run } from './support.ts';

const ORDER = zipSync({ 'icd10cm_order_2031.txt': bytes(orderText()) });
const VACCINES = '90715|x||Tdap|115||5/4/2031|1\r\n';

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

const releases = () => releaseFolder(join(folder, 'codes'));
const kept = (): readonly string[] => {
  try {
    return readdirSync(join(folder, 'downloads'));
  } catch {
    return [];
  }
};

/** Two files of a manifest on a local server: a zip of codes, and the table of vaccines. */
async function update(
  answers: Readonly<Record<string, Answer>>,
  args: readonly string[] = [],
  codes: object = {},
) {
  server = await startFileServer(answers);
  const entry = (id: string, path: string, name: string, type: string) => ({
    id,
    title: `Made up, ${id}`,
    address: server?.address(path),
    names: [name],
    types: [type],
    maxBytes: 1_000_000,
    cadence: 'yearly',
  });
  const manifest = join(folder, 'manifest.json');
  const files = [
    { ...entry('codes-2031', '/codes-2031.zip', '*order*2031.txt', 'application/zip'), ...codes },
    entry('vaccines', '/cpt.txt', 'cpt.txt', 'text/plain'),
  ];
  writeFileSync(manifest, JSON.stringify({ hosts: [server.host], files }));
  return run(['codes', 'update', '--manifest', manifest, ...args], {
    releases,
    officialFiles: loadManifest,
    downloads: () => httpDownloads(join(folder, 'downloads')),
  });
}

const GOOD: Readonly<Record<string, Answer>> = {
  '/codes-2031.zip': whole(ORDER),
  '/cpt.txt': whole(VACCINES, 'text/plain'),
};

describe('codes update', () => {
  it('fetches, imports all together, and says what it kept', async () => {
    const { code, out, err } = await update(GOOD);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('fetching codes-2031\nfetching vaccines\n');
    expect(out).toContain(`codes-2031: ${ORDER.length.toLocaleString('en-US')} bytes from http://127.0.0.1`);
    expect(out).toContain(
      'ICD-10-CM FY2031: 10 billable of 20 rows, in force from 2030-10-01 to 2031-09-30\n',
    );
    expect(out).toContain('CPT codes mapped to CVX codes, 2031-05-04: 1 pairs');
    expect(releases().list()).toEqual(['cvx-cpt-2031-05-04', 'icd10cm-2031']);
    expect(kept()).toEqual(['codes-2031.zip', 'cpt.txt']);
    expect(readFileSync(join(folder, 'downloads/codes-2031.zip')).equals(Buffer.from(ORDER))).toBe(true);
  });

  it('says that a release is there already', async () => {
    await update(GOOD);
    await server?.close();
    expect((await update(GOOD)).out.match(/already there; nothing changed/g)).toHaveLength(2);
  });

  it('takes only what is asked for, and with --dry-run keeps nothing', async () => {
    const { code, out } = await update(GOOD, ['--only', 'vaccines', '--dry-run']);
    expect(code).toBe(0);
    expect(server?.asked).toEqual(['/cpt.txt']);
    expect(out).toContain('Nothing was imported');
    expect([releases().list(), kept()]).toEqual([[], []]);
  });

  const zipOf = (name: string, text: string): Answer => whole(zipSync({ [name]: bytes(text) }));
  const damaged = Buffer.from(ORDER);
  damaged.writeUInt8(damaged.readUInt8(90) ^ 4, 90);
  it.each<[string, Answer | undefined, string, object?]>([
    ['is not there', undefined, 'the server answers 404'],
    [
      'leads off the list',
      redirect('https://elsewhere.invalid/x.zip'),
      'elsewhere.invalid is not among the hosts',
    ],
    ['ends early', truncated(ORDER), 'could not be fetched'],
    ['is a page', whole('<html>', 'text/html'), 'the server answers text/html'],
    ['is a damaged zip', whole(damaged), 'cannot be imported'],
    ['is a zip cut short', whole(ORDER.subarray(0, 60)), 'it is a zip file cut short'],
    ['has another checksum', whole(ORDER), 'its checksum is not the one', { sha256: 'f'.repeat(64) }],
    ['has other members', zipOf('icd10cm_order_2030.txt', orderText()), 'it has no *order*2031.txt'],
    ['lacks rows', zipOf('icd10cm_order_2031.txt', orderText().slice(0, 900)), 'row'],
    ['is slow', stalled, 'it took longer than 0.2 s'],
  ])('refuses a file that %s: names the address, changes nothing', async (_, answer, sentence, more = {}) => {
    const answers = {
      '/cpt.txt': whole(VACCINES, 'text/plain'),
      ...(answer && { '/codes-2031.zip': answer }),
    };
    const timeout = answer === stalled ? ['--timeout', '0.2'] : [];
    const fault = await update(answers, timeout, more).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: expect.stringMatching(/^CW-300[25]$/),
      message: expect.stringContaining(sentence),
    });
    expect(String(fault)).toContain(`${server?.host}/codes-2031.zip`);
    expect([releases().list(), kept()]).toEqual([[], []]);
  });

  it('leaves an earlier update as it was when a later file is at fault', async () => {
    await update(GOOD, ['--only', 'vaccines']);
    await server?.close();
    const before = [releases().list(), kept()];
    const later = { ...GOOD, '/cpt.txt': whole('90715|x||Tdap|115||6/4/2031|1\r\nbroken', 'text/plain') };
    await expect(update(later)).rejects.toMatchObject({
      code: 'CW-3002',
      message: expect.stringMatching(/\/cpt\.txt cannot be imported: row 2/),
    });
    expect([releases().list(), kept()]).toEqual(before);
    expect(readFileSync(join(folder, 'downloads/cpt.txt'), 'utf8')).toBe(VACCINES);
  });

  it.each<[string, readonly string[], string]>([
    ['an id that the manifest has not', ['--only', 'nothing'], 'There is no official file nothing'],
    ['a timeout of nothing', ['--timeout', '0'], 'give one above 0'],
    ['a timeout in words', ['--timeout', 'long'], 'give one above 0'],
  ])('refuses %s before anything is asked', async (_, args, sentence) => {
    await expect(update(GOOD, args)).rejects.toThrow(sentence);
    expect(server?.asked).toEqual([]);
  });

  it('refuses a manifest that is not there, or is none', async () => {
    const deps = { releases, officialFiles: loadManifest, downloads: () => httpDownloads(folder) };
    const none = join(folder, 'none.json');
    await expect(run(['codes', 'update', '--manifest', none], deps)).rejects.toMatchObject({
      code: 'CW-1007',
    });
    writeFileSync(none, '[]');
    await expect(run(['codes', 'update', '--manifest', none], deps)).rejects.toMatchObject({
      code: 'CW-1002',
    });
  });
});
