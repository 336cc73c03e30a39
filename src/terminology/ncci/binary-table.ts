/**
 * The project's stored form of a table of numbers: a first line with the SHA-256 of every byte after it, `# key: value`
 * lines, then raw little-endian columns, each begun at a multiple of eight bytes, so that loading copies nothing.
 */
import { sha256 } from '../../kernel/index.ts';
import { damaged, type TableFile } from '../release/table-file.ts';

export type Column = Uint8Array | Uint16Array | Uint32Array;

export interface BinaryTable {
  /** Its header, in the shape that descriptions of releases are read from. */
  readonly file: TableFile;
  u8(name: string): Uint8Array;
  u16(name: string): Uint16Array;
  u32(name: string): Uint32Array;
  /** A column that is written in 16 bits, or in 32 where they do not do. */
  u16or32(name: string): Uint16Array | Uint32Array;
}

const FIRST = '# claimwright binary table 1';
const FIRST_LINE = /^# claimwright binary table 1 sha256:([0-9a-f]{64})\n/;
const FIRST_LINE_SIZE = FIRST.length + ' sha256:'.length + 64 + 1;
const ALIGNMENT = 8;
// Headers are a few hundred bytes; more than this is not one.
const LARGEST_HEADER = 64 * 1024;

const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

export const isBinaryTable = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, FIRST.length)) === FIRST;

export function writeBinaryTable(
  header: Iterable<readonly [string, string]>,
  columns: Readonly<Record<string, Column>>,
): Uint8Array {
  const layout = Object.entries(columns).map(([name, { BYTES_PER_ELEMENT: size, length }]) => {
    return `${name}:${size * 8}:${length}`;
  });
  const lines = [...header, ['order', 'little-endian'], ['columns', layout.join(' ')]] as const;
  const text = lines
    .map(([key = '', value = '']) => `# ${key}: ${value.replace(/[\r\n]+/g, ' ')}\n`)
    .join('');
  const head = new TextEncoder().encode(text);
  const start = aligned(FIRST_LINE_SIZE + head.length);
  const size = Object.values(columns).reduce((sum, column) => sum + aligned(column.byteLength), start);
  const bytes = new Uint8Array(size).fill(NEWLINE, 0, start);
  bytes.set(head, FIRST_LINE_SIZE);
  let at = start;
  for (const column of Object.values(columns)) {
    bytes.set(bytesOf(column), at);
    at += aligned(column.byteLength);
  }
  bytes.set(new TextEncoder().encode(`${FIRST} sha256:${sha256(bytes.subarray(FIRST_LINE_SIZE))}\n`));
  return bytes;
}

const NEWLINE = 10;

const bytesOf = (column: Column): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

/** Reads a table and checks its seal; CW-3004 when a byte differs from what was written. */
export function readBinaryTable(bytes: Uint8Array, name: string): BinaryTable {
  const seal = FIRST_LINE.exec(new TextDecoder().decode(bytes.subarray(0, FIRST_LINE_SIZE)))?.[1];
  if (seal === undefined) damaged(name, 'its first line is not that of a binary table');
  if (seal !== sha256(bytes.subarray(FIRST_LINE_SIZE)))
    damaged(name, 'its content does not match its checksum');
  const { header, end } = readHeader(bytes, name);
  if (header.get('order') !== 'little-endian' || !IS_LITTLE_ENDIAN)
    damaged(name, 'its numbers are in an order this machine does not use');
  const spans = columnSpans(header.get('columns') ?? '', aligned(end), bytes.length, name);
  const span = (key: string, bits: number): Span => {
    const found = spans.get(key);
    return found?.bits === bits ? found : damaged(name, `it has no column ${key} of ${bits} bits`);
  };
  const u16 = (key: string): Uint16Array => new Uint16Array(...place(bytes, span(key, 16)));
  const u32 = (key: string): Uint32Array => new Uint32Array(...place(bytes, span(key, 32)));
  return {
    file: { header, body: '' },
    u8: (key) => new Uint8Array(...place(bytes, span(key, 8))),
    u16,
    u32,
    u16or32: (key) => (spans.get(key)?.bits === 32 ? u32(key) : u16(key)),
  };
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface Span {
  readonly at: number;
  readonly bits: number;
  readonly length: number;
}

function readHeader(bytes: Uint8Array, name: string): { header: Map<string, string>; end: number } {
  const text = new TextDecoder('latin1').decode(
    bytes.subarray(FIRST_LINE_SIZE, FIRST_LINE_SIZE + LARGEST_HEADER),
  );
  const header = new Map<string, string>();
  let at = 0;
  while (text.startsWith('# ', at)) {
    const stop = text.indexOf('\n', at);
    if (stop < 0) damaged(name, 'its header has no end');
    const line = Buffer.from(text.slice(at + 2, stop), 'latin1').toString('utf8');
    const colon = line.indexOf(': ');
    if (colon > 0) header.set(line.slice(0, colon), line.slice(colon + 2));
    at = stop + 1;
  }
  return { header, end: FIRST_LINE_SIZE + at };
}

function columnSpans(layout: string, start: number, size: number, name: string): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  let at = start;
  for (const text of layout.split(' ')) {
    const [, key = '', bits = '', length = ''] =
      /^(\w+):(8|16|32):(\d{1,9})$/.exec(text) ?? damaged(name, 'its header does not tell its columns');
    spans.set(key, { at, bits: Number(bits), length: Number(length) });
    at += aligned((Number(bits) / 8) * Number(length));
  }
  return at === size ? spans : damaged(name, `it has ${size} bytes where its header tells of ${at}`);
}

/** Where a column lies; in a copy, when the bytes themselves begin where numbers may not. */
function place(bytes: Uint8Array, { at, bits, length }: Span): [ArrayBufferLike, number, number] {
  const offset = bytes.byteOffset + at;
  if (offset % (bits / 8) === 0) return [bytes.buffer, offset, length];
  return [bytes.slice(at, at + (bits / 8) * length).buffer, 0, length];
}
