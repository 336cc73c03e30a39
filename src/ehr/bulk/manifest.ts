/** The manifest of a finished export (Bulk Data Access 2.0, export.html#response---complete-status), checked before anything is fetched. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { AllowedHosts } from '../smart/allowed.ts';

export interface ManifestFile {
  readonly kind: 'output' | 'deleted' | 'error';
  readonly type: string;
  readonly url: string;
  /** Resources in it, where the server says. */
  readonly count: number | undefined;
}

export interface Manifest {
  /** By the server's clock: the next export begins here. */
  readonly transactionTime: string;
  readonly requiresAccessToken: boolean;
  readonly files: readonly ManifestFile[];
}

export const bulkFault = (detail: string): ClaimwrightError => new ClaimwrightError('CW-8301', { detail });

/** More files than this would be more than a disk holds. */
const MOST_FILES = 100_000;

/** Throws CW-8301 when it is no manifest, CW-2103 when a file lies on a host that the connection does not name. */
export function readManifest(body: unknown, hosts: AllowedHosts): Manifest {
  const manifest = (body ?? {}) as Readonly<Record<string, unknown>>;
  const { transactionTime, requiresAccessToken } = manifest;
  if (typeof transactionTime !== 'string' || Number.isNaN(Date.parse(transactionTime)))
    throw bulkFault('its manifest has no transactionTime');
  const files = (['output', 'deleted', 'error'] as const).flatMap((kind) =>
    listed(manifest[kind], kind).map((file) => readFile(file, kind, hosts)),
  );
  if (files.length > MOST_FILES) throw bulkFault(`its manifest names more than ${MOST_FILES} files`);
  return { transactionTime, requiresAccessToken: requiresAccessToken === true, files };
}

function listed(value: unknown, kind: ManifestFile['kind']): readonly unknown[] {
  if (Array.isArray(value)) return value;
  // `deleted` may be left out; many leave out an empty `error`, too.
  if (value === undefined && kind !== 'output') return [];
  throw bulkFault(`its manifest has no list of ${kind} files`);
}

function readFile(value: unknown, kind: ManifestFile['kind'], hosts: AllowedHosts): ManifestFile {
  const { type, url, count } = (value ?? {}) as Readonly<Record<string, unknown>>;
  // It becomes part of a file's name.
  const name = typeof type === 'string' && /^[A-Za-z]{1,64}$/.test(type) ? type : 'Unknown';
  const counted = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
  return { kind, type: name, url: hosts.check(url, 'bulk data file'), count: counted };
}
