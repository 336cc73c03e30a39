/** Whether a coverage is in force on a day (R4 Coverage.status, Coverage.period). Nothing is asked of a payer. */
import type { Coverage, Resource } from '../../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { CardInput } from './card.ts';

const SOURCE = 'HL7 FHIR R4 Coverage, status and period';

/** `undefined`: the EHR did not send coverages, so nothing can be said, which is said. */
export function eligibilityCards(
  given: readonly Resource[] | undefined,
  on: ServiceDate,
): readonly CardInput[] {
  if (given === undefined)
    return [card('info', `Coverage on ${on} was not checked: the EHR sent none to look at`)];
  const all = given.filter((r): r is Coverage => r.resourceType === 'Coverage');
  if (all.some((c) => inForce(c, on))) return [];
  const found = all.length === 0 ? 'the record has none' : `of ${all.length}, none is active on that day`;
  return [card('warning', `No coverage is in force on ${on}: ${found}`)];
}

/** A period without an end goes on; one that cannot be read proves nothing. */
function inForce({ status, period }: Coverage, on: ServiceDate): boolean {
  const [from, to] = [serviceDate(period?.start), serviceDate(period?.end)];
  const readable = (period?.start === undefined || from) && (period?.end === undefined || to);
  return status === 'active' && Boolean(readable) && (from ?? on) <= on && on <= (to ?? on);
}

const card = (indicator: CardInput['indicator'], summary: string): CardInput => ({
  topic: 'eligibility',
  summary,
  indicator,
  source: SOURCE,
});
