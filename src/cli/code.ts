/** `claimwright code <Encounter/id | bundle.json>`: one encounter's codes with their evidence and citations. */
import { readFile } from 'node:fs/promises';
import type { Bundle } from '../fhir/index.ts';
import {
  type Chart,
  chartFromBundle,
  checkStructure,
  codeChart,
  type Ehr,
  suggestParameters,
} from '../flow/index.ts';
import { ClaimwrightError, parseJson } from '../kernel/index.ts';
import { report } from './code-report.ts';
import type { CliDeps } from './deps.ts';

export interface CodeOptions {
  readonly encounter?: string;
  readonly json?: boolean;
  /** The id of a connection, where several are configured. */
  readonly connection?: string;
}

const REFERENCE = /^Encounter\/([A-Za-z0-9\-.]{1,64})$/;

export async function codeCommand(target: string, options: CodeOptions, deps: CliDeps): Promise<number> {
  const chart = await chartNamed(target, options, deps);
  const { knowledge } = await deps.coding();
  const coded = codeChart(chart, knowledge);
  deps.io.out.write(
    options.json ? `${JSON.stringify(suggestParameters(coded), undefined, 2)}\n` : report(coded),
  );
  return 0;
}

/** `Encounter/[id]` of a configured EHR, or the Bundle in a file. */
export async function chartNamed(
  target: string,
  options: Pick<CodeOptions, 'encounter' | 'connection'>,
  deps: Pick<CliDeps, 'connect' | 'validator'>,
): Promise<Chart> {
  const id = REFERENCE.exec(target)?.[1];
  return id ? chartFromEhr(id, options.connection, deps) : chartFromFile(target, options.encounter, deps);
}

async function chartFromEhr(
  id: string,
  connection: string | undefined,
  deps: Pick<CliDeps, 'connect'>,
): Promise<Chart> {
  const { ehrs, sandbox } = await deps.connect();
  try {
    return await chosen(ehrs, connection).readChart(id);
  } finally {
    await sandbox?.close();
  }
}

/** Two EHRs may both have an `Encounter/1`: with several, the one that is meant is named. */
function chosen(ehrs: readonly Ehr[], connection: string | undefined): Ehr {
  const [first, ...others] = ehrs;
  const ehr = connection === undefined ? first : ehrs.find(({ id }) => id === connection);
  const ids = ehrs.map(({ id }) => id).join(', ');
  const where = '--connection';
  if (connection === undefined && others.length > 0)
    throw new ClaimwrightError('CW-1003', { where, detail: `several are configured: ${ids}` });
  if (!ehr) throw new ClaimwrightError('CW-1004', { where, detail: `the connections are ${ids}` });
  return ehr;
}

async function chartFromFile(
  file: string,
  encounter: string | undefined,
  deps: Pick<CliDeps, 'validator'>,
): Promise<Chart> {
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
