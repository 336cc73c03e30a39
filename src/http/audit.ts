/** Records who was shown or sent what of a patient, before the answer goes out (IHE BALP, the server's side). */
import type { Request, Response } from 'express';
import type { Claim, ClaimResponse } from '../fhir/index.ts';
import {
  type AuditEntry,
  type AuditTrail,
  type AuditUser,
  type CdsService,
  type Chart,
  patientIn,
  readCdsRequest,
  referred,
} from '../flow/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Caller } from './auth/authenticate.ts';

export interface AuditDeps {
  /** Undefined: nothing is recorded, as in tests of other things. */
  readonly audit?: AuditTrail;
  readonly clock: Clock;
}

export interface Access extends Pick<AuditEntry, 'interaction'>, Partial<Pick<AuditEntry, 'operation'>> {
  /** References of everybody whose data it was; one event is kept for each. */
  readonly patients: readonly (string | undefined)[];
  readonly data?: AuditEntry['data'];
  /** Who asked, where no token says it. */
  readonly user?: AuditUser;
}

/**
 * Await it before the answer is sent. An event that cannot be kept makes the request fail (CW-8201): data that left
 * without a trace cannot be called back, and the caller may ask again.
 */
export async function recordAccess(
  deps: AuditDeps,
  request: Request,
  response: Response,
  { patients, data = [], user, ...access }: Access,
): Promise<void> {
  if (!deps.audit) return;
  const known = new Set(patients.filter((p) => p !== undefined));
  const asked = userOf(response) ?? user;
  const common: AuditEntry = {
    recorded: deps.clock.now(),
    ...access,
    client: { name: 'caller', address: request.socket.remoteAddress ?? 'unknown' },
    server: { name: 'claimwright', address: request.socket.localAddress ?? 'unknown' },
    observer: 'server',
    data,
    ...(asked ? { user: asked } : {}),
    ...(access.interaction === 'search' ? { query: `${request.method} ${searched(request)}` } : {}),
  };
  const entries = [...known].map((patient) => ({ ...common, patient }));
  await deps.audit.append(entries.length > 0 ? entries : [common]);
}

/** As it was asked, and no longer than an honest query is. */
const searched = ({ originalUrl }: Request): string => originalUrl.slice(0, 2000);

function userOf({ locals }: Response): AuditUser | undefined {
  const { caller } = locals as { readonly caller?: Caller };
  return caller && { ...(caller.issuer ? { system: caller.issuer } : {}), id: caller.subject };
}

/** A chart that was read for the caller is the EHR's; the references of one that the caller sent are its own. */
export function suggested(chart: Chart, interaction: 'read' | 'operation'): Access {
  const base = interaction === 'read' ? chart.source : undefined;
  const encounter = `Encounter/${chart.encounter.id}`;
  return {
    interaction,
    operation: '$suggest-codes',
    patients: [patientIn(chart, base).patient],
    data: [{ reference: base === undefined ? encounter : `${base}/${encounter}` }],
  };
}

/** A claim of an 837 has no reference; one that was sent as FHIR may. */
export const validated = (claim?: Claim): Access => ({
  interaction: 'operation',
  operation: '$validate',
  patients: [referred(claim?.patient?.reference, undefined).patient],
});

/** A submitted claim becomes ours, by the answer that is kept with it; one that was refused was only looked at. */
export const submittedClaim = ({ id, outcome, patient }: ClaimResponse): Access => ({
  interaction: outcome === 'error' ? 'operation' : 'create',
  operation: '$submit',
  patients: [referred(patient?.reference, undefined).patient],
  ...(id === undefined ? {} : { data: [{ reference: `ClaimResponse/${id}` }] }),
});

/** What an EHR was told of a patient in cards, and by whom it was asked (CDS Hooks: context.userId). */
export function hooked(body: unknown, service: CdsService): Access {
  const { fhirServer, context } = readCdsRequest(body, service.hook);
  const { userId, patientId, encounterId } = context;
  const base = fhirServer === undefined ? '' : `${fhirServer.replace(/\/+$/, '')}/`;
  return {
    interaction: encounterId === undefined ? 'operation' : 'read',
    operation: service.id,
    user: { ...(fhirServer === undefined ? {} : { system: fhirServer }), id: userId },
    patients: [`${base}Patient/${patientId}`],
    ...(encounterId === undefined ? {} : { data: [{ reference: `${base}Encounter/${encounterId}` }] }),
  };
}
