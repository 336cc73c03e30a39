/** The comparison of two editions as one HTML page that loads nothing; every text of a release or module is escaped. */
import { type DiffReport, notes, type Section, sections, summary } from './codes-diff-text.ts';
import { plain } from './table.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => plain(text).replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

const STYLE = [
  'body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}',
  'table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #d8dee4}',
  'td:first-child{white-space:nowrap;font-variant-numeric:tabular-nums}h2{font-size:1.1rem;margin-top:2rem}',
  '@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}}',
].join('');

export function diffHtml(report: DiffReport): string {
  const title = escaped(summary(report.diff));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<h1>What the new edition changes</h1>',
    `<p>${title}</p>`,
    ...notes(report).map((note) => `<p>${escaped(note)}</p>`),
    ...sections(report).map(section),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section({ title, head, rows }: Section): string {
  if (rows.length === 0) return `<h2>${escaped(title)}</h2>\n<p>None.</p>`;
  return [
    `<h2>${escaped(title)} <small>(${rows.length})</small></h2>`,
    '<table>',
    `<thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      (row) => `<tr>${row.map((cell) => `<td dir="ltr"><bdi>${escaped(cell)}</bdi></td>`).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
  ].join('\n');
}
