/** Comma-separated values (RFC 4180): quoted fields, doubled quotes, CRLF or LF, a leading byte-order mark. */

export interface CsvRow {
  /** Line of the file the row begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** The rows of a text, blank lines left out; a string says what is wrong with it, and where. */
export function readCsv(text: string): readonly CsvRow[] | string {
  const rows: CsvRow[] = [];
  let line = 1;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const begun = line;
    const fields: string[] = [];
    for (;;) {
      const field = readField(text, at);
      if (field === undefined)
        return `line ${begun}, column ${fields.length + 1}: a quote or a line end stands where it may not`;
      fields.push(field.value);
      line += field.breaks;
      at = field.end + 1;
      if (text[field.end] !== ',') break;
    }
    if (text[at - 1] === '\r') at += 1;
    line += 1;
    if (fields.length > 1 || fields[0]?.trim()) rows.push({ line: begun, fields });
  }
  return rows;
}

/** One field from `at`; `end` is the separator's index. Undefined when a quote is open or stands in the middle. */
function readField(text: string, at: number): { value: string; end: number; breaks: number } | undefined {
  const quoted = /"([^"]*(?:""[^"]*)*)"(?=,|\r?\n|$)/y;
  const plain = /[^",\r\n]*(?=,|\r?\n|$)/y;
  const pattern = text[at] === '"' ? quoted : plain;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const value = match[1]?.replaceAll('""', '"') ?? match[0];
  return { value, end: pattern.lastIndex, breaks: value.split('\n').length - 1 };
}
