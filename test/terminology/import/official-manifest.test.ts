import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadManifest } from '../../../src/store/index.ts';
import { missingName, nameInAddress, parseManifest, wrongAddress } from '../../../src/terminology/index.ts';
import { bytes } from '../support.ts';

const FILE = {
  id: 'codes-2031',
  title: 'Codes',
  address: 'https://codes.example/files/a%20b.zip',
  names: ['*.txt'],
  types: ['application/zip'],
  maxBytes: 1_000,
  cadence: 'yearly',
};
const manifest = (file: object = FILE, more: object = {}): string =>
  JSON.stringify({ hosts: ['codes.example'], files: [file], ...more });

describe('the manifest of official files', () => {
  it('that ships is whole, and asks public agencies only', () => {
    const { hosts, files } = loadManifest();
    expect(files.length).toBeGreaterThan(8);
    expect(hosts.every((host) => /\.(?:cms|cdc|ahrq)\.gov$/.test(host))).toBe(true);
    for (const { id, address, names, cadence } of files) {
      expect(wrongAddress(address, hosts), id).toBeUndefined();
      expect([names.length > 0, cadence.length > 0], id).toEqual([true, true]);
    }
  });

  it('is read', () => {
    expect(parseManifest(manifest(), 'm.json').files).toEqual([FILE]);
    expect(parseManifest(manifest({ ...FILE, sha256: 'a'.repeat(64) }), 'm.json').files[0]?.sha256).toBe(
      'a'.repeat(64),
    );
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'it is not JSON'],
    ['a list', '[]', 'it must be an object'],
    ['no hosts', manifest(FILE, { hosts: [] }), 'hosts must be a list of names'],
    ['no files', manifest(FILE, { files: 3 }), 'files must be a list'],
    ['a file that is none', manifest(FILE, { files: ['x'] }), 'file 1 must be an object'],
    ['an id twice', manifest(FILE, { files: [FILE, FILE] }), 'codes-2031 is there twice'],
    ['a strange id', manifest({ ...FILE, id: '../x' }), 'the id of file 1'],
    ['no title', manifest({ ...FILE, title: '' }), 'file 1 has no title'],
    ['no names', manifest({ ...FILE, names: [] }), 'names must be a list'],
    ['a size beyond all', manifest({ ...FILE, maxBytes: 1e12 }), 'maxBytes must be'],
    ['half a checksum', manifest({ ...FILE, sha256: 'ab' }), 'sha256 must be'],
    [
      'another host',
      manifest({ ...FILE, address: 'https://other.example/x' }),
      'other.example is not among the hosts',
    ],
    [
      'another port',
      manifest({ ...FILE, address: 'https://codes.example:8443/x' }),
      'is not among the hosts',
    ],
    ['plain http', manifest({ ...FILE, address: 'http://codes.example/x' }), 'not an https address'],
    ['a file address', manifest({ ...FILE, address: 'file:///etc/passwd' }), 'not an https address'],
    ['a user', manifest({ ...FILE, address: 'https://me:x@codes.example/x' }), 'it holds a user'],
    ['no address', manifest({ ...FILE, address: 'codes' }), 'it is not an address'],
  ])('is refused for %s', (_, text, detail) => {
    expect(() => parseManifest(text, 'm.json')).toThrow(
      expect.objectContaining({ code: 'CW-1002', message: expect.stringContaining(detail) }),
    );
  });

  it('takes plain http within this machine only', () => {
    expect(wrongAddress('http://127.0.0.1:80/x', ['127.0.0.1'])).toBeUndefined();
    expect(wrongAddress('http://127.0.0.1.example/x', ['127.0.0.1.example'])).toBeDefined();
  });

  it.each([
    ['https://x.example/a/b%20c.zip', 'b c.zip'],
    ['https://x.example/', 'official-file'],
    ['https://x.example/a/..%2f..%2fetc', '.._.._etc'],
    ['https://x.example/a/%00%', '_00_'],
    ['https://x.example/a/...', 'official-file'],
  ])('keeps %s as %s', (address, name) => expect(nameInAddress(address)).toBe(name));

  it('knows which expected name a file has not', () => {
    const zip = zipSync({ 'In/ICD10cm_order_2031.txt': bytes('x'), 'b.pdf': bytes('y') });
    expect(missingName('a.zip', zip, ['*icd10cm*order*2031.txt', 'b.pdf'])).toBeUndefined();
    expect(missingName('a.zip', zip, ['*icd10cm*order*2030.txt'])).toBe('*icd10cm*order*2030.txt');
    expect(missingName('cpt.txt', bytes('x'), ['cpt.txt'])).toBeUndefined();
    expect(missingName('cpt.txt', bytes('x'), ['cp'])).toBe('cp');
    expect(missingName('aba', bytes('x'), ['ab*ba'])).toBe('ab*ba');
    expect(() => missingName('a.zip', zip.subarray(0, 40), ['*'])).toThrow(/a zip file cut short/);
  });
});
