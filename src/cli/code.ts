/** `claimwright code <Encounter/id | bundle.json>`: one encounter's codes with their evidence and citations. */
import { readFile } from 'node:fs/promises';
import type { Bundle } from '../fhir/index.ts';
import { type Chart, chartFromBundle, checkStructure, codeChart, suggestParameters } from '../flow/index.ts';
import { ClaimwrightError, parseJson } from '../kernel/index.ts';
import { report } from './code-report.ts';
import type { CliDeps } from './deps.ts';

export interface CodeOptions {
  readonly encounter?: string;
  readonly json?: boolean;
}

const REFERENCE = /^Encounter\/([A-Za-z0-9\-.]{1,64})$/;

export async function codeCommand(target: string, options: CodeOptions, deps: CliDeps): Promise<number> {
  const id = REFERENCE.exec(target)?.[1];
  const chart = id ? await chartFromEhr(id, deps) : await chartFromFile(target, options.encounter, deps);
  const { knowledge } = await deps.coding();
  const coded = codeChart(chart, knowledge);
  deps.io.out.write(
    options.json ? `${JSON.stringify(suggestParameters(coded), undefined, 2)}\n` : report(coded),
  );
  return 0;
}

async function chartFromEhr(id: string, deps: CliDeps): Promise<Chart> {
  const { ehr, sandbox } = await deps.connect();
  try {
    return await ehr.readChart(id);
  } finally {
    await sandbox?.close();
  }
}

async function chartFromFile(file: string, encounter: string | undefined, deps: CliDeps): Promise<Chart> {
  const bundle = bundleOf(await text(file));
  checkStructure(bundle, deps.validator());
  return chartFromBundle(bundle, 'file', encounter);
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ClaimwrightError('CW-1007', { what: `file ${file}` }, { cause });
  }
}

function bundleOf(json: string): Bundle {
  let value: unknown;
  try {
    // Editors on Windows begin a file with a byte order mark, which is not JSON.
    value = parseJson(json.replace(/^\uFEFF/, ''));
  } catch {
    throw new ClaimwrightError('CW-1002', {
      what: 'The file',
      kind: 'JSON document',
      detail: 'it cannot be parsed',
    });
  }
  if ((value as { resourceType?: unknown } | null)?.resourceType !== 'Bundle') {
    throw new ClaimwrightError('CW-1004', {
      where: 'resourceType',
      detail: 'the file must hold a FHIR Bundle',
    });
  }
  return value as Bundle;
}
