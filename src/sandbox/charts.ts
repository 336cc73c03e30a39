/** Reads the sample charts of a folder: one subfolder each, with `bundle.json` and what is expected of it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from '../fhir/index.ts';
import { ClaimwrightError, parseJson } from '../kernel/index.ts';

export interface SampleChart {
  /** The folder's name. */
  readonly slug: string;
  readonly bundle: Bundle;
  /** `expected.json`, as it stands; undefined where there is none. */
  readonly expected: unknown;
}

/** In the order of the slugs. Folders without a `bundle.json` are no charts. */
export async function readCharts(folder: string): Promise<readonly SampleChart[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const slugs = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  const charts = await Promise.all(slugs.sort().map((slug) => readChart(folder, slug)));
  return charts.flatMap((chart) => chart ?? []);
}

async function readChart(folder: string, slug: string): Promise<SampleChart | undefined> {
  const bundle = await readJson(join(folder, slug, 'bundle.json'));
  if (bundle === undefined) return undefined;
  if ((bundle as Bundle | null)?.resourceType !== 'Bundle') {
    throw new ClaimwrightError('CW-5001', { detail: `the sample chart ${slug} is not a Bundle` });
  }
  return { slug, bundle: bundle as Bundle, expected: await readJson(join(folder, slug, 'expected.json')) };
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined;
    throw fault;
  });
  if (text === undefined) return undefined;
  try {
    return parseJson(text);
  } catch {
    throw new ClaimwrightError('CW-5001', { detail: `${path} is not JSON` });
  }
}
