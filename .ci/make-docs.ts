/** Writes docs/edits/*.md from the edits' meta and docs/errors.md from the error catalogue; `--check` only compares. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { EDITS, type EditMeta } from '../src/edits/index.ts';
import { ERROR_CATALOGUE } from '../src/kernel/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
const EDIT_PAGES = 'docs/edits';

/** Path below the root → text of every page that is generated. */
export function pages(): ReadonlyMap<string, string> {
  return new Map([
    ...EDITS.map(({ meta }) => [`${EDIT_PAGES}/${meta.id}.md`, editPage(meta)] as const),
    [`${EDIT_PAGES}/README.md`, editList(EDITS.map((e) => e.meta))],
    ['docs/errors.md', errorPage()],
  ]);
}

/** Pages that are missing, differ, or belong to no edit any more. */
export function differences(root = ROOT): readonly string[] {
  const wanted = pages();
  const changed = [...wanted].filter(([path, text]) => read(join(root, path)) !== text).map(([path]) => path);
  return [...changed, ...strays(root, wanted)];
}

const read = (path: string): string | undefined =>
  existsSync(path) ? readFileSync(path, 'utf8') : undefined;

function strays(root: string, wanted: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(root, EDIT_PAGES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => `${EDIT_PAGES}/${name}`)
    .filter((path) => path.endsWith('.md') && !wanted.has(path));
}

const made = (from: string): string =>
  `<!-- Made by .ci/make-docs.ts from ${from}; change that, not this. -->\n`;

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');

function editPage(meta: EditMeta): string {
  const facts = table(
    ['', ''],
    [
      ['Severity', meta.severity],
      ['Issue type', `\`${meta.issueType}\``],
      ['SNIP level', String(meta.snip)],
      ['Dates of service', period(meta)],
      ['Authority', `${meta.authority.source}, ${meta.authority.section}`],
    ],
  );
  const messages = table(
    ['message', 'sentence'],
    Object.entries(meta.messages).map(([id, text]) => [`\`${id}\``, text]),
  );
  const source = `src/edits/${meta.id}.ts`;
  return [made(source), `# ${meta.id}`, `${meta.title}.`, facts, meta.about ?? '', '## Messages', messages]
    .filter((part) => part !== '')
    .join('\n\n')
    .replace('-->\n\n\n', '-->\n\n')
    .concat('\n');
}

/** 1900 stands for "always". */
function period({ effective: { from, to } }: EditMeta): string {
  if (from <= '1900-12-31' && to === undefined) return 'all';
  return to === undefined ? `from ${from}` : `${from} to ${to}`;
}

function editList(metas: readonly EditMeta[]): string {
  const rows = metas.map((m) => [
    `[${m.id}](${m.id}.md)`,
    m.title,
    m.severity,
    `${m.authority.source}, ${m.authority.section}`,
  ]);
  return `${made('src/edits')}
# Claim edits

An edit looks at the codes of an encounter, or at a Claim made anywhere, and answers *pass*, *fail*, *not applicable* or
*cannot tell*. What is not loaded or not at hand is never a pass. A finding tells what is wrong, what would mend it, where
(FHIRPath) and on whose authority. A site may switch an edit off or change its severity, by payer and date of service.

${table(['edit', 'checks that', 'severity', 'authority'], rows)}
`;
}

function errorPage(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(([code, e]) => [
    code,
    String(e.status),
    `\`${e.issueType}\``,
    e.retryable ? 'yes' : 'no',
    e.message,
  ]);
  return `${made('src/kernel/catalogue.ts')}
# Errors

A fault is answered as an OperationOutcome on the FHIR face (the code in \`details.coding\`), as problem+json on the other
interfaces, and as one sentence with exit code 2 on the command line. Codes are never used again for something else.

${table(['code', 'HTTP', 'issue type', 'worth a retry', 'message'], rows)}
`;
}

function write(root: string): void {
  const wanted = pages();
  for (const path of strays(root, wanted)) rmSync(join(root, path));
  for (const [path, text] of wanted) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function main(args: readonly string[]): number {
  if (!args.includes('--check')) {
    write(ROOT);
    return 0;
  }
  const stale = differences();
  for (const path of stale) console.error(`${path} is not what its source says; run: node ${self()}`);
  return stale.length > 0 ? 1 : 0;
}

const self = (): string => relative(ROOT, import.meta.filename);

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2));
