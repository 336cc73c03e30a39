/** Rich Text Format to plain text (RTF 1.9): control words, \'hh and \uN characters, groups that hold no words left out. One pass, no recursion. */

/** Destinations whose words are no part of the document. */
const SKIPPED = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl fldinst filetbl mmathPr'.split(
    ' ',
  ),
);
const WRITTEN: ReadonlyMap<string, string> = new Map([
  ...['par', 'line', 'row', 'sect', 'page'].map((word) => [word, '\n'] as const),
  ...['tab', 'cell'].map((word) => [word, '\t'] as const),
  ['emdash', '—'],
  ['endash', '–'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
]);
/** Deeper than any word processor nests; beyond it groups share their parent's state. */
const DEEPEST = 500;

interface Group {
  skipped: boolean;
  /** Characters that stand in for a \uN where Unicode is unknown. */
  unicodeSkip: number;
}

interface Reader {
  readonly text: string;
  /** A control word, found where the reader stands. */
  readonly pattern: RegExp;
  readonly decode: (byte: number) => string;
  readonly groups: Group[];
  at: number;
  /** Groups opened beyond the deepest that is kept. */
  beyond: number;
  /** Stand-in characters still to pass over. */
  pending: number;
  made: string;
}

export const isRtf = (text: string): boolean => text.startsWith('{\\rtf');

export function rtfText(text: string, most: number): string {
  const reader: Reader = {
    text,
    pattern: /([a-zA-Z]{1,32})(-?\d{1,10})? ?/y,
    decode: singleBytes(text),
    groups: [{ skipped: false, unicodeSkip: 1 }],
    at: 0,
    beyond: 0,
    pending: 0,
    made: '',
  };
  while (reader.at < text.length && reader.made.length < most) step(reader);
  return reader.made;
}

function step(reader: Reader): void {
  const char = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (char === '{') open(reader);
  else if (char === '}') close(reader);
  else if (char === '\\') control(reader);
  else if (char !== '\r' && char !== '\n') write(reader, char);
}

const group = (reader: Reader): Group => reader.groups.at(-1) ?? { skipped: false, unicodeSkip: 1 };

function open(reader: Reader): void {
  reader.pending = 0;
  if (reader.groups.length < DEEPEST) reader.groups.push({ ...group(reader) });
  else reader.beyond += 1;
}

function close(reader: Reader): void {
  reader.pending = 0;
  if (reader.beyond > 0) reader.beyond -= 1;
  else if (reader.groups.length > 1) reader.groups.pop();
}

function write(reader: Reader, text: string): void {
  if (reader.pending > 0) reader.pending -= 1;
  else if (!group(reader).skipped) reader.made += text;
}

function control(reader: Reader): void {
  const { text, pattern } = reader;
  pattern.lastIndex = reader.at;
  const match = pattern.exec(text);
  if (match) {
    reader.at = pattern.lastIndex;
    word(reader, match[1] ?? '', match[2] === undefined ? undefined : Number(match[2]));
    return;
  }
  const symbol = text[reader.at] ?? '';
  reader.at += 1;
  if (symbol === "'") {
    const byte = Number.parseInt(text.slice(reader.at, reader.at + 2), 16);
    reader.at += 2;
    if (!Number.isNaN(byte)) write(reader, reader.decode(byte));
  } else if (symbol === '*') group(reader).skipped = true;
  else if (symbol === '~') write(reader, ' ');
  else if (symbol === '_') write(reader, '-');
  else if ('\\{}'.includes(symbol)) write(reader, symbol);
  else if (symbol === '\n' || symbol === '\r') write(reader, '\n');
}

function word(reader: Reader, name: string, value: number | undefined): void {
  const own = group(reader);
  if (name === 'bin') reader.at += Math.max(0, value ?? 0);
  else if (name === 'uc') own.unicodeSkip = Math.min(8, Math.max(0, value ?? 1));
  else if (name === 'u' && value !== undefined) {
    write(reader, String.fromCharCode(value & 0xffff));
    reader.pending = own.unicodeSkip;
  } else if (SKIPPED.has(name)) own.skipped = true;
  else {
    const written = WRITTEN.get(name);
    if (written !== undefined) write(reader, written);
  }
}

/** \'hh in the code page the file names; Windows-1252 is what a file without one means. */
function singleBytes(text: string): (byte: number) => string {
  const page = /\\ansicpg(\d{3,5})/.exec(text.slice(0, 400))?.[1] ?? '1252';
  const decoder = decoderOf(`windows-${page}`) ?? new TextDecoder('windows-1252');
  return (byte) => decoder.decode(Uint8Array.of(byte & 0xff));
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}
