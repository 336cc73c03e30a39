/** The few facts of a zip file (APPNOTE 4.3) that an importer needs: its members, read with size and CRC checked. */
import { crc32 } from 'node:zlib';
import { refuse } from './fault.ts';
import { inflateInto } from './inflate.ts';

export interface ZipMember {
  readonly name: string;
  read(): Uint8Array;
}

// The largest official member today is 15 MB; four times that leaves room, and no bomb.
export const LARGEST_MEMBER = 128 * 2 ** 20;
const MOST_MEMBERS = 1_000;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

export function zipMembers(bytes: Uint8Array, file: string): readonly ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return directory(bytes, view, file);
  } catch (error) {
    // A DataView throws RangeError when an offset leads out of the file.
    if (error instanceof RangeError) refuse(file, 'it is a damaged zip file', error);
    throw error;
  }
}

function directory(bytes: Uint8Array, view: DataView, file: string): ZipMember[] {
  const end = endOfDirectory(view, file);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_MEMBERS) refuse(file, `it has ${count} members`);
  const members: ZipMember[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i += 1) {
    if (view.getUint32(at, true) !== ENTRY) refuse(file, 'its zip directory is damaged');
    const [nameSize, extra, comment] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    const start = at + 46;
    at = start + (nameSize ?? 0) + (extra ?? 0) + (comment ?? 0);
    members.push(member(bytes, view, start - 46, start + (nameSize ?? 0), file));
  }
  return members;
}

function endOfDirectory(view: DataView, file: string): number {
  const lowest = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return refuse(file, 'it is a zip file cut short');
}

function member(bytes: Uint8Array, view: DataView, entry: number, nameEnd: number, file: string): ZipMember {
  const name = new TextDecoder().decode(bytes.subarray(entry + 46, nameEnd));
  const method = view.getUint16(entry + 10, true);
  const [crc, packed, size, offset] = [16, 20, 24, 42].map((o) => view.getUint32(entry + o, true));
  return {
    name,
    read: () => {
      if ((size ?? 0) > LARGEST_MEMBER) refuse(file, `${name} would unpack to ${size} bytes`);
      const data = content(bytes, view, offset ?? 0, packed ?? 0, file);
      const plain = method === 0 ? data : unpack(method, data, size ?? 0, name, file);
      if (plain.length !== size || crc32(plain) !== crc) refuse(file, `${name} is damaged (its CRC differs)`);
      return plain;
    },
  };
}

function content(bytes: Uint8Array, view: DataView, at: number, size: number, file: string): Uint8Array {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL)
    refuse(file, 'its zip directory is damaged');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return bytes.subarray(start, start + size);
}

function unpack(method: number, data: Uint8Array, size: number, name: string, file: string): Uint8Array {
  if (method !== 8) refuse(file, `${name} is packed by method ${method}, which is not supported`);
  return inflateInto(data, size, file);
}
