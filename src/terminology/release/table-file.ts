/**
 * The project's own stored form of a code set: `# key: value` lines, then tab-separated rows. An imported file's first
 * line carries the SHA-256 of every byte after it, so that damage on disk is told from data.
 */
import { ClaimwrightError, type ServiceDate, serviceDate, sha256 } from '../../kernel/index.ts';
import type { ReleaseInfo } from '../model.ts';
import { decodeText } from '../text.ts';

export interface TableFile {
  readonly header: ReadonlyMap<string, string>;
  /** The rows, each ended by a newline. */
  readonly body: string;
}

const FIRST = '# claimwright code table 1';
const FIRST_LINE = /^# claimwright code table 1(?: sha256:([0-9a-f]{64}))?\n/;

export function damaged(name: string, detail: string): never {
  throw new ClaimwrightError('CW-3004', { release: name, detail });
}

/** The text of a table. `sealed` puts the digest on the first line. */
export function writeTable(header: Iterable<readonly [string, string]>, body: string, sealed = true): string {
  const lines = [...header].map(([key, value]) => `# ${key}: ${value.replace(/[\r\n]+/g, ' ')}\n`);
  const rest = `${lines.join('')}${body}`;
  return `${FIRST}${sealed ? ` sha256:${sha256(rest)}` : ''}\n${rest}`;
}

/** Reads a table and, when it is sealed, checks the seal. `mustBeSealed` refuses one that is not. */
export function readTable(bytes: Uint8Array, name: string, mustBeSealed = true): TableFile {
  const first = FIRST_LINE.exec(decodeText(bytes.subarray(0, 200)));
  if (!first) damaged(name, 'its first line is not that of a code table');
  const rest = bytes.subarray(first[0].length);
  const seal = first[1];
  if (seal === undefined && mustBeSealed) damaged(name, 'its first line carries no checksum');
  if (seal !== undefined && seal !== sha256(rest)) damaged(name, 'its content does not match its checksum');
  return split(decodeText(rest));
}

function split(text: string): TableFile {
  const header = new Map<string, string>();
  let at = 0;
  while (text.startsWith('# ', at)) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at + 2, end < 0 ? text.length : end);
    const colon = line.indexOf(': ');
    if (colon > 0) header.set(line.slice(0, colon), line.slice(colon + 2));
    at = end < 0 ? text.length : end + 1;
  }
  return { header, body: text.slice(at) };
}

/** The header lines of a release's description. */
export function infoHeader(info: ReleaseInfo): readonly (readonly [string, string])[] {
  return [
    ['id', info.id],
    ['system', info.system],
    ['version', info.version],
    ['title', info.title],
    ['from', info.effective.from],
    ['to', info.effective.to ?? ''],
    ['checksum', info.checksum],
    ['source', info.source],
    ['licence', info.licence],
    ['complete', String(info.complete)],
    ['rows', String(info.counts.rows)],
    ['billable', String(info.counts.billable)],
  ];
}

export function readInfo(table: TableFile, name: string): ReleaseInfo {
  const value = (key: string): string => table.header.get(key) ?? damaged(name, `its header names no ${key}`);
  const to = table.header.get('to');
  const effective = { from: day(value('from'), name), ...(to ? { to: day(to, name) } : {}) };
  return {
    id: value('id'),
    system: value('system'),
    version: value('version'),
    title: value('title'),
    effective,
    checksum: value('checksum'),
    source: value('source'),
    licence: value('licence'),
    complete: value('complete') === 'true',
    counts: { rows: Number(value('rows')), billable: Number(value('billable')) },
  };
}

const day = (text: string, name: string): ServiceDate =>
  serviceDate(text) ?? damaged(name, `${text} is not a date`);
