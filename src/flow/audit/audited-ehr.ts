/** An EHR whose every read and write by this service is recorded: one event for a chart, one for a claim. */
import type { Chart } from '../../chart/index.ts';
import type { Ehr } from '../../ehr/index.ts';
import type { Bundle, Claim } from '../../fhir/index.ts';
import type { Clock } from '../../kernel/index.ts';
import type { AuditEntry, AuditInteraction, AuditParty, AuditTrail } from '../../review/index.ts';

export interface EhrAudit {
  readonly trail: AuditTrail;
  readonly clock: Clock;
  /** This service, as the client. */
  readonly self: AuditParty;
}

/**
 * What was read is handed on only once it is recorded. A write is recorded when it is done: where that fails the caller
 * hears of a fault, asks again, is told that the EHR holds the claim already, and that is recorded then. Where nothing
 * is written because the EHR reads our own endpoint, its reads are recorded there.
 */
export function auditedEhr(ehr: Ehr, { trail, clock, self }: EhrAudit): Ehr {
  const keep = (entry: Pick<AuditEntry, 'interaction' | 'data'> & Partial<AuditEntry>): Promise<void> =>
    trail.append([
      {
        recorded: clock.now(),
        client: self,
        server: { name: ehr.id, address: ehr.baseUrl },
        observer: 'client',
        ...entry,
      },
    ]);
  // The list names encounters, not patients: one event for it, and one more for each chart that is read.
  const listed = (status: string, since: string | undefined): Promise<void> => {
    const from = since === undefined ? '' : `&_lastUpdated=ge${since}`;
    return keep({ interaction: 'search', data: [], query: `GET Encounter?status=${status}${from}` });
  };
  const wrote = async (
    interaction: AuditInteraction,
    transaction: Bundle,
    written: string,
  ): Promise<void> => {
    const data = [{ reference: `${ehr.baseUrl}/${written}` }];
    await keep({ interaction, data, ...claimant(transaction, ehr.baseUrl) });
  };
  return {
    ...ehr,
    async *finishedEncounters(query) {
      await listed('finished', query?.since);
      yield* ehr.finishedEncounters(query);
    },
    async *cancelledEncounters(query) {
      await listed('cancelled,entered-in-error', query?.since);
      yield* ehr.cancelledEncounters(query);
    },
    readChart: async (id) => {
      const chart = await ehr.readChart(id);
      const data = [{ reference: `${chart.source}/Encounter/${id}` }];
      await keep({ interaction: 'read', data, ...patientIn(chart, chart.source) });
      return chart;
    },
    writeClaim: async (transaction) => {
      const written = await ehr.writeClaim(transaction);
      const { outcome, claim } = written;
      if (outcome !== 'offered') await wrote(outcome === 'created' ? 'create' : 'read', transaction, claim);
      return written;
    },
    replaceClaim: async (earlier, transaction) => {
      const written = await ehr.replaceClaim(earlier, transaction);
      const { outcome, claim } = written;
      if (outcome !== 'offered') await wrote(outcome === 'created' ? 'update' : 'read', transaction, claim);
      return written;
    },
    voidClaim: async (transaction, written) => {
      const taken = await ehr.voidClaim(transaction, written);
      const { outcome } = taken;
      if (outcome !== 'offered')
        await wrote(outcome === 'cancelled' ? 'update' : 'read', transaction, written);
      return taken;
    },
  };
}

/** Whose chart it is, as the events name a patient; nothing where the chart does not say. */
export const patientIn = (
  { patient, encounter }: Chart,
  base: string | undefined,
): Pick<AuditEntry, 'patient'> =>
  referred(patient?.id === undefined ? encounter.subject?.reference : `Patient/${patient.id}`, base);

function claimant({ entry }: Bundle, base: string): Pick<AuditEntry, 'patient'> {
  const claim = entry?.map((e) => e.resource).find((r): r is Claim => r?.resourceType === 'Claim');
  return referred(claim?.patient?.reference, base);
}

const LITERAL = /^(?:https?:\/\/[^\s?#]{1,500}\/)?Patient\/[A-Za-z0-9\-.]{1,64}$/;

/** Only a literal reference: whatever else a record has in that place might be a name. */
export function referred(reference: unknown, base: string | undefined): Pick<AuditEntry, 'patient'> {
  if (typeof reference !== 'string' || !LITERAL.test(reference)) return {};
  const relative = reference.startsWith('Patient/');
  return { patient: relative && base !== undefined ? `${base}/${reference}` : reference };
}
