/** An official XML file as a stream of tags and texts: no document type, no entities of its own, nothing to expand or fetch. */
import { SaxesParser } from 'saxes';
import { ClaimwrightError } from '../../kernel/index.ts';
import { refuse } from './fault.ts';

/** What a reader of one kind of file is told, tag by tag. */
export interface XmlReader<T> {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(): void;
  result(): T;
}

/** `make` is given the line that is being read, for the fault that names it. What is not well-formed is refused. */
export function readXml<T>(
  chunks: Iterable<string>,
  file: string,
  make: (line: () => number) => XmlReader<T>,
): T {
  const parser = new SaxesParser({ xmlns: false, fileName: file });
  const reader = make(() => parser.line);
  parser.on('doctype', () => refuse(file, 'it declares a document type, which no official file does'));
  parser.on('error', (error) => refuse(file, `it is not well-formed XML (${error.message})`, error));
  parser.on('opentag', (tag) => reader.open(tag.name, tag.attributes));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => reader.close());
  try {
    for (const chunk of chunks) parser.write(chunk);
    parser.close();
  } catch (error) {
    if (error instanceof ClaimwrightError) throw error;
    refuse(file, 'it cannot be read as XML', error);
  }
  return reader.result();
}
