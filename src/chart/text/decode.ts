/** What an attachment says, as text: its bytes by their charset, then plain, HTML or RTF by type or by its first characters (R4 Attachment). */
import { htmlText } from './html.ts';
import { isRtf, rtfText } from './rtf.ts';

/** Characters kept of one document; a longer one is a scanned book, not an encounter's narrative. */
export const LONGEST_NOTE = 200_000;
/** Markup and pictures beside the words: what is read of a document before its words are taken out. */
const LONGEST_SOURCE = 4_000_000;
const CUT = '\n[Cut here: the document goes on.]';

const READABLE = /^(?:text\/|application\/(?:rtf|xhtml\+xml|xml)\b)/i;

export const isReadable = (contentType: string | undefined): boolean =>
  contentType === undefined || contentType.trim() === '' || READABLE.test(contentType.trim());

/** The words of base64 data, or undefined when its type is none that holds words. */
export function attachmentText(data: string, contentType: string | undefined): string | undefined {
  if (!isReadable(contentType)) return undefined;
  const bytes = Buffer.from(data.slice(0, LONGEST_SOURCE), 'base64');
  return plainText(charactersOf(bytes, contentType ?? ''), contentType ?? '');
}

/** Text by what it is: markup taken out, lines kept, cut where it is too long. */
export function plainText(source: string, contentType: string): string {
  const text = words(source.slice(0, LONGEST_SOURCE), contentType)
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', ' ');
  return text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}${CUT}` : text;
}

function words(source: string, contentType: string): string {
  if (/rtf/i.test(contentType) || isRtf(source)) return rtfText(source, LONGEST_NOTE + 1);
  const markup =
    /html|xml/i.test(contentType) || /^\s{0,99}<(?:!doctype|html|div|body|p)\b/i.test(source.slice(0, 120));
  return markup ? htmlText(source, LONGEST_NOTE + 1) : source;
}

function charactersOf(bytes: Uint8Array, contentType: string): string {
  const named = /charset\s{0,9}=\s{0,9}"?([\w-]{1,40})/i.exec(contentType.slice(0, 200))?.[1];
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes, 'utf-16le') ?? '';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes, 'utf-16be') ?? '';
  const told = named && decoded(bytes, named);
  // What is not UTF-8 came from an older system of the Windows kind.
  return told || (decoded(bytes, 'utf-8', true) ?? decoded(bytes, 'windows-1252') ?? '');
}

function decoded(bytes: Uint8Array, label: string, strict = false): string | undefined {
  try {
    return new TextDecoder(label, { fatal: strict }).decode(bytes);
  } catch {
    return undefined;
  }
}
