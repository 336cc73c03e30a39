/** `claimwright audit export`: who saw or wrote what of whom, as R4 AuditEvents (IHE BALP), one a line. */
import { once } from 'node:events';
import { auditEvent } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';
import { withKept } from './kept.ts';

export interface AuditExportOptions {
  readonly since?: string;
  readonly patient?: string;
}

const PATIENT = /^(?:https?:\/\/\S{1,500}\/)?Patient\/[A-Za-z0-9\-.]{1,64}$/;

export function auditExportCommand(
  options: AuditExportOptions,
  deps: Pick<CliDeps, 'io' | 'keptCases'>,
): Promise<number> {
  const { patient } = options;
  if (patient !== undefined && !PATIENT.test(patient)) throw wrong('--patient', 'Patient/[id]');
  const filter = { since: instantOf(options.since), patient };
  return withKept(deps.keptCases, async (kept) => {
    for await (const event of kept.auditEvents(filter)) {
      const line = `${JSON.stringify(auditEvent(event))}\n`;
      // As fast as it is read: a slow disk must not make the trail pile up in memory.
      if (!deps.io.out.write(line)) await once(deps.io.out, 'drain');
    }
    return 0;
  });
}

/** A day begins at midnight UTC, in which the events are told. */
function instantOf(since: string | undefined): string | undefined {
  if (since === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d(?:T[\d:.]{5,12}(?:Z|[+-]\d\d:\d\d))?$/.test(since)
    ? Date.parse(since)
    : Number.NaN;
  if (Number.isNaN(at)) throw wrong('--since', 'a day or an instant such as 2026-10-01T00:00:00Z');
  return new Date(at).toISOString();
}

const wrong = (where: string, detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-1004', { where, detail: `give ${detail}` });
