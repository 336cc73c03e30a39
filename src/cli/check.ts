/** `claimwright check FILE…`: claims – FHIR or 837 – checked before the payer does; `--report` sums up over all of them. */
import { readFileSync } from 'node:fs';
import {
  type CheckedClaim,
  checkText,
  editYield,
  YIELD_COLUMNS,
  yieldCells,
  yieldCsv,
} from '../flow/index.ts';
import { ClaimwrightError, serviceDate } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { plain, table } from './table.ts';

export interface CheckCommandOptions {
  readonly json?: boolean;
  readonly report?: boolean;
  /** Of the report: `text`, `csv` or `json`. */
  readonly format?: string;
  /** The day on which it is asked, as `YYYY-MM-DD`: dates in the future and timely filing are checked by it. */
  readonly today?: string;
}

interface Named extends CheckedClaim {
  readonly file: string;
}

/** 0 without errors, 1 with some; what cannot be read is the caller's fault and names the place. */
export async function checkCommand(
  files: readonly string[],
  options: CheckCommandOptions,
  deps: Pick<CliDeps, 'io' | 'coding' | 'validator'>,
): Promise<number> {
  const { format = 'text' } = options;
  if (!['text', 'csv', 'json'].includes(format)) throw wrong('--format', 'format', 'give text, csv or json');
  const today = serviceDate(options.today);
  if (options.today !== undefined && today === undefined) throw wrong('--today', 'day', 'give YYYY-MM-DD');
  const texts = files.map((file) => ({ file, text: read(file) }));
  const { knowledge } = await deps.coding();
  const all = texts.flatMap(({ file, text }) =>
    checkOne(file, text, { validator: deps.validator(), knowledge, today }),
  );
  deps.io.out.write(
    options.report ? report(all, options.json ? 'json' : format) : options.json ? asJson(all) : asTable(all),
  );
  return all.some(({ run }) => run.findings.some((f) => f.severity === 'error')) ? 1 : 0;
}

function checkOne(file: string, text: string, deps: Parameters<typeof checkText>[1]): readonly Named[] {
  try {
    return checkText(text, deps).map((c) => ({ ...c, file }));
  } catch (fault) {
    if (!(fault instanceof ClaimwrightError)) throw fault;
    throw wrong(plain(file), 'file', fault.message.replace(/\.$/, ''));
  }
}

const wrong = (what: string, kind: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1002', { what, kind, detail });

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT') throw new ClaimwrightError('CW-1007', { what: `file ${plain(path)}` }, { cause });
    const params = { what: plain(path), kind: 'file', detail: `it cannot be read (${code})` };
    throw new ClaimwrightError('CW-1002', params, { cause });
  }
}

const nameOf = ({ file, place }: Named): string => (place === '' ? file : `${file}: ${place}`);

function asTable(all: readonly Named[]): string {
  const rows = all.flatMap((one) =>
    one.run.findings.map((f) => [nameOf(one), f.severity, String(f.snip), f.edit, f.expression, f.message]),
  );
  const errors = rows.filter((r) => r[1] === 'error').length;
  const claims = all.filter((c) => c.claim).length;
  const sum = `${claims} ${claims === 1 ? 'claim' : 'claims'}, ${rows.length} findings, ${errors} of them errors\n`;
  if (rows.length === 0) return sum;
  return `${table(['claim', 'severity', 'SNIP', 'edit', 'element', 'finding'], rows)}\n${sum}`;
}

const asJson = (all: readonly Named[]): string =>
  `${JSON.stringify(
    all.map(({ file, place, run }) => ({ file, place, findings: run.findings, verdicts: run.verdicts })),
    undefined,
    2,
  )}\n`;

function report(all: readonly Named[], format: string): string {
  const rows = editYield(all);
  if (format === 'json') return `${JSON.stringify(rows, undefined, 2)}\n`;
  return format === 'csv' ? yieldCsv(rows) : `${table(YIELD_COLUMNS, rows.map(yieldCells))}\n`;
}
