/** `claimwright mappings coverage`: guideline section → rule → what implements it → cases; what is missing is said. */
import { type CoverageReport, coverageReport, readCoverage } from '../flow/index.ts';
import type { CliDeps } from './deps.ts';
import { table } from './table.ts';

export interface MappingsCoverageOptions {
  readonly json?: boolean;
}

/** 0, or 1 when a case fails: rows that are missing are told, not a fault. */
export async function mappingsCoverageCommand(
  { json }: MappingsCoverageOptions,
  { io, coding }: Pick<CliDeps, 'io' | 'coding'>,
): Promise<number> {
  const { modules, knowledge } = await coding();
  const report = coverageReport(readCoverage(), modules, knowledge);
  io.out.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : text(report));
  return report.failing.length > 0 ? 1 : 0;
}

function text({ rows, missing, failing }: CoverageReport): string {
  const lines = rows.flatMap((row) => {
    const by = row.by.length > 0 ? row.by : [{ by: '–', passing: 0, nearMisses: 0 }];
    return by.map((i, at) => [
      at === 0 ? row.table : '',
      at === 0 ? row.section : '',
      at === 0 ? row.id : '',
      String(i.passing),
      String(i.nearMisses),
      `${i.by}${at === 0 && !row.covered ? '  missing' : ''}`,
    ]);
  });
  const covered = rows.length - missing.length;
  return [
    table(['', 'section', 'rule', 'cases', 'near', 'by'], lines),
    '',
    ...failing.map((f) => `✗ ${f.by} ${f.file}: ${f.failures.join('; ')}`),
    `${covered} of ${rows.length} rules covered, ${missing.length} missing`,
    '',
  ].join('\n');
}
