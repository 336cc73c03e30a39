/** The manifest of official files: what is fetched, from where, and which hosts may be asked. Checked whole before any is. */
import { ClaimwrightError } from '../../kernel/index.ts';
import { isZip, zipMembers } from './zip.ts';

export interface OfficialFile {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  /** Names that the file, or a zip's directory, must have; `*` stands for anything. */
  readonly names: readonly string[];
  /** Content types that the address may answer with. */
  readonly types: readonly string[];
  readonly maxBytes: number;
  /** When its publisher brings a new one. */
  readonly cadence: string;
  /** SHA-256, where a site wants no other bytes. */
  readonly sha256?: string;
}

export interface OfficialManifest {
  /** Hosts, with a port where it is not the usual one; no other is asked, whatever redirects say. */
  readonly hosts: readonly string[];
  readonly files: readonly OfficialFile[];
}

/** Reads a manifest; CW-1002 names the first thing that is wrong with it. */
export function parseManifest(text: string, name: string): OfficialManifest {
  const bad = (detail: string): never => {
    throw new ClaimwrightError('CW-1002', { what: name, kind: 'manifest of official files', detail });
  };
  const manifest = fields(json(text, bad), bad, 'it');
  const hosts = strings(manifest.hosts) ?? bad('hosts must be a list of names');
  if (!Array.isArray(manifest.files)) return bad('files must be a list');
  const files = manifest.files.map((file, i) => officialFile(file, i + 1, hosts, bad));
  const twice = files.find((file, i) => files.findIndex(({ id }) => id === file.id) !== i);
  if (twice) bad(`${twice.id} is there twice`);
  return { hosts, files };
}

type Bad = (detail: string) => never;

function json(text: string, bad: Bad): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return bad('it is not JSON');
  }
}

const fields = (value: unknown, bad: Bad, what: string): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : bad(`${what} must be an object`);

const strings = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && one !== '')
    ? (value as string[])
    : undefined;

// Larger than any official file; the importer takes no more either.
const LARGEST = 128 * 2 ** 20;
const ID = /^[a-z0-9][a-z0-9-]{0,60}$/;

function officialFile(value: unknown, number: number, hosts: readonly string[], bad: Bad): OfficialFile {
  const file = fields(value, bad, `file ${number}`);
  const text = (key: string): string => {
    const found = file[key];
    return typeof found === 'string' && found !== '' ? found : bad(`file ${number} has no ${key}`);
  };
  const id = text('id');
  if (!ID.test(id)) bad(`the id of file ${number} must be of small letters, digits and hyphens`);
  const address = text('address');
  const wrong = wrongAddress(address, hosts);
  if (wrong) bad(`${id}: ${wrong}`);
  const maxBytes = Number(file.maxBytes);
  if (!Number.isInteger(maxBytes) || maxBytes < 1 || maxBytes > LARGEST)
    bad(`${id}: maxBytes must be a number up to ${LARGEST}`);
  const { sha256 } = file;
  if (sha256 !== undefined && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)))
    bad(`${id}: sha256 must be 64 hexadecimal digits`);
  return {
    id,
    title: text('title'),
    address,
    names: strings(file.names) ?? bad(`${id}: names must be a list of names`),
    types: strings(file.types) ?? bad(`${id}: types must be a list of content types`),
    maxBytes,
    cadence: text('cadence'),
    ...(typeof sha256 === 'string' && { sha256 }),
  };
}

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** Why an address may not be asked; undefined when it may. Plain HTTP only within this machine. */
export function wrongAddress(address: string, hosts: readonly string[]): string | undefined {
  const url = URL.parse(address);
  if (!url) return 'it is not an address';
  const plain = url.protocol === 'http:' && LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !plain) return 'it is not an https address';
  if (url.username || url.password) return 'it holds a user';
  return hosts.includes(url.host) ? undefined : `${url.host} is not among the hosts of the manifest`;
}

/** The last part of the path, as a file is named. */
export function nameInAddress(address: string): string {
  const last = URL.parse(address)?.pathname.split('/').at(-1) ?? '';
  const name = decoded(last).replace(/[^\w .()-]/g, '_');
  return /\w/.test(name) ? name : 'official-file';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first expected name that a file has not; undefined when it has all. CW-3002 when it is a damaged zip. */
export function missingName(
  name: string,
  bytes: Uint8Array,
  expected: readonly string[],
): string | undefined {
  const found = isZip(bytes) ? zipMembers(bytes, name).map((member) => member.name) : [name];
  return expected.find((pattern) => !found.some((one) => fits(one.toLowerCase(), pattern.toLowerCase())));
}

/** `*icd10cm*order*2026.txt`, without the backtracking of an expression. */
function fits(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === first;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
