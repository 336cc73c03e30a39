/** The names by which a patient's earlier claims are found again, as hashes: in the EHR, and as a member of a payer. */
import type { Chart, Facts } from '../../chart/index.ts';
import { literalOf } from '../../fhir/index.ts';
import { sha256 } from '../../kernel/index.ts';

/** `source`: the base address of the EHR that the reference is of. */
export const patientKey = (source: string, reference: string): string =>
  sha256(JSON.stringify(['patient', source, reference]));

export interface Member {
  readonly payer: string | undefined;
  readonly member: string | undefined;
  readonly birthDate: string | undefined;
  readonly given: string | undefined;
}

/** A family may share one member id: without the day of birth and a first name it is nobody's. */
export function memberKey({ payer, member, birthDate, given }: Member): string | undefined {
  if (!payer || !member || !birthDate || !given) return undefined;
  return sha256(JSON.stringify(['member', payer, member.toUpperCase(), birthDate, given.toUpperCase()]));
}

export function chartKeys(
  { patient, encounter, source }: Chart,
  { coverages, person }: Facts,
): readonly string[] {
  const referred = literalOf(encounter.subject?.reference ?? '');
  const reference = patient?.id === undefined ? referred : `Patient/${patient.id}`;
  const given = patient?.name?.[0]?.given?.[0];
  const members = coverages.flatMap(
    ({ payerId: payer, memberId: member }) =>
      memberKey({ payer, member, birthDate: person.birthDate, given }) ?? [],
  );
  return [...new Set([...(reference ? [patientKey(source, reference)] : []), ...members])];
}
