/** HTML and the XHTML of FHIR narratives to text: blocks become lines, cells are set apart, scripts and hidden parts are left out. */
import { Parser } from 'htmlparser2';

const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const SILENT = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'object']);
/** Text is passed on in pieces, so that a parser never holds a whole hostile document. */
const PIECE = 16_384;
/** Deeper than any page nests; what lies beyond is not read, for each level costs the parser more than the one before. */
const DEEPEST = 2_000;

export function htmlText(html: string, most: number): string {
  let made = '';
  let silent = 0;
  let depth = 0;
  const line = (): void => {
    if (made !== '' && !made.endsWith('\n')) made += '\n';
  };
  const parser = new Parser(
    {
      onopentagname: (name) => {
        depth += 1;
        if (SILENT.has(name)) silent += 1;
        else if (BLOCKS.has(name)) line();
        else if (name === 'td' || name === 'th') made += ' ';
        if (name === 'li') made += '- ';
      },
      ontext: (text) => {
        if (silent === 0) made += text.replace(/[\s\u00a0]+/g, ' ');
      },
      onclosetag: (name) => {
        depth -= 1;
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        else if (BLOCKS.has(name)) line();
      },
    },
    { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: true },
  );
  for (let at = 0; at < html.length && made.length < most && depth < DEEPEST; at += PIECE)
    parser.write(html.slice(at, at + PIECE));
  parser.end();
  return made.trim();
}
