/** A file as it came (plain, gzip or zip, told apart by content) → the members an importer knows. */
import { crc32 } from 'node:zlib';
import { refuse } from './fault.ts';
import type { Member } from './importer.ts';
import { IMPORTERS } from './importers.ts';
import { gunzipBounded } from './inflate.ts';
import { memberKind } from './member-kind.ts';
import { isZip, LARGEST_MEMBER, zipMembers } from './zip.ts';

export type { Member } from './importer.ts';

export interface InputFile {
  /** The file's own name, without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export function unpack(file: InputFile): readonly Member[] {
  if (file.bytes.length > LARGEST_MEMBER) refuse(file.name, 'it is larger than any official code-set file');
  if (isZip(file.bytes)) return unpackZip(file);
  const plain = isGzip(file.bytes) ? gunzip(file) : file.bytes;
  const kind = memberKind(file.name, plain);
  if (!kind) refuse(file.name, notKnown());
  return [{ ...kind, label: file.name, bytes: plain }];
}

const notKnown = (): string =>
  `it is not an official file this program reads (${IMPORTERS.map((i) => i.reads).join('; ')}; plain or packed)`;

function unpackZip(file: InputFile): Member[] {
  const found: Member[] = [];
  for (const member of zipMembers(file.bytes, file.name)) {
    if (/\.zip$/i.test(member.name)) {
      found.push(...unpackInner({ name: member.name, bytes: member.read() }, file.name));
      continue;
    }
    // The zip's own name may say "April" where its members do not.
    if (!memberKind(member.name)) continue;
    const bytes = member.read();
    const kind = memberKind(`${file.name}/${member.name}`, bytes);
    if (kind) found.push({ ...kind, label: `${file.name} (${member.name})`, bytes });
  }
  if (found.length === 0) refuse(file.name, 'no member of it is an official file this program reads');
  return found;
}

/** CMS packs some of its packages into a zip of their own; the outer name, which may tell the year, leads. Not deeper. */
function unpackInner(inner: InputFile, outer: string): Member[] {
  const label = `${outer}/${inner.name}`;
  return zipMembers(inner.bytes, label).flatMap((member) => {
    if (!memberKind(member.name)) return [];
    const bytes = member.read();
    const kind = memberKind(`${label}/${member.name}`, bytes);
    return kind ? [{ ...kind, label: `${label} (${member.name})`, bytes }] : [];
  });
}

function gunzip(file: InputFile): Uint8Array {
  const plain = gunzipBounded(file.bytes, LARGEST_MEMBER, file.name);
  const end = file.bytes.length;
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset, end);
  // RFC 1952 §2.3.1: the last eight bytes are the CRC and the length of what was packed.
  if (end < 18 || crc32(plain) !== view.getUint32(end - 8, true))
    refuse(file.name, 'it is damaged (its CRC differs)');
  return plain;
}
